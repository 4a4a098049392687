package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A quota of each principal, of the real process on a real broker: two of them, and a kill. */
@Timeout(300)
@Tag("ASI02")
@Tag("ASI08")
class PrincipalQuotaIT {
  private static final List<Integer> BEFORE = List.of(0, 1, 2);
  private static final List<Integer> AFTER = List.of(3, 4);

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<Receipt> before = List.of();
  private static List<Receipt> after = List.of();

  /** Two in an hour of each: one has used up its own, the other has one left over the kill. */
  @BeforeAll
  static void useUpAndKill() throws Exception {
    Path bundle = Mirrored.copy(directory.resolve("bundle"));
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: principal, max: 2, per: 1h}]\n  statements:");
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    for (int number : BEFORE) {
      mirrored().push(Mirrored.GITHUB, number);
    }
    mirrored().push(Mirrored.MIRROR, BEFORE.getFirst());
    before = traffic().receipts(4);
    installation.killValidator();
    for (int number : AFTER) {
      mirrored().push(Mirrored.GITHUB, number);
      mirrored().push(Mirrored.MIRROR, number);
    }
    installation.startValidator();
    after = traffic().receipts(8);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void countsEachPrincipalForItself() {
    assertThat(codes(before, Mirrored.GITHUB, BEFORE))
        .containsExactlyInAnyOrder(Code.PERMITTED, Code.PERMITTED, Code.QUOTA_EXCEEDED);
    assertThat(codes(before, Mirrored.MIRROR, BEFORE)).containsExactly(Code.PERMITTED);
  }

  @Test
  void countsOnAfterAKill() {
    assertThat(codes(after, Mirrored.GITHUB, AFTER))
        .containsExactly(Code.QUOTA_EXCEEDED, Code.QUOTA_EXCEEDED);
    assertThat(codes(after, Mirrored.MIRROR, AFTER))
        .containsExactlyInAnyOrder(Code.PERMITTED, Code.QUOTA_EXCEEDED);
  }

  @Test
  void mandateSaysWhoseMemoryItWas() {
    assertThat(traffic().sealed(4))
        .extracting(mandate -> mandate.desk().orElseThrow())
        .containsExactlyInAnyOrder(
            ofPrincipal(Mirrored.GITHUB),
            ofPrincipal(Mirrored.GITHUB),
            ofPrincipal(Mirrored.MIRROR),
            ofPrincipal(Mirrored.MIRROR));
  }

  private static DeskKey ofPrincipal(String source) {
    return DeskKey.ofPrincipal(source, "source:" + source);
  }

  /** How the desk decided of these pushes of that source. */
  private static List<Code> codes(List<Receipt> receipts, String source, List<Integer> numbers) {
    List<ActionId> actions =
        numbers.stream().map(number -> mirrored().action(source, number)).toList();
    List<Code> codes = new ArrayList<>();
    for (Receipt receipt : receipts) {
      if (receipt.body() instanceof ReceiptBody.Ruled ruled
          && actions.contains(ruled.action().id())) {
        codes.add(ruled.ruling().code());
      }
    }
    return codes;
  }

  private static Mirrored mirrored() {
    return new Mirrored(started.orElseThrow(), directory.resolve("bundle"));
  }

  private static Traffic traffic() {
    return new Traffic(started.orElseThrow());
  }
}
