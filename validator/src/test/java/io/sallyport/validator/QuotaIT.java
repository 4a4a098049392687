package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.desk.Told;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotas of the real process on a real broker: a flood, a kill, and what an executor tells. */
@Tag("ASI02")
@Tag("ASI08")
@Timeout(600)
class QuotaIT {
  private static final int FLOOD = 8;
  private static final String OUTCOMES = Demo.TOPICS.outcomes("deployments");
  private static final DeskKey STAGING = DeskKey.ofOrder("deployments", "staging");

  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<Code> flooded = List.of();
  private static Code afterKill = Code.REFERRED;
  private static Code afterForgery = Code.REFERRED;
  private static Code afterRefund = Code.REFERRED;

  @BeforeAll
  static void floodKillAndTell() throws Exception {
    Path bundle = directory.resolve("bundle");
    quotas(bundle);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    for (int i = 0; i < FLOOD; i++) {
      push("github", i);
    }
    push("mirror", FLOOD);
    flooded = codes(FLOOD + 1);
    installation.killValidator();
    push("mirror", FLOOD + 1);
    installation.startValidator();
    afterKill = codes(FLOOD + 2).getLast();
    forge();
    push("mirror", FLOOD + 2);
    afterForgery = codes(FLOOD + 3).getLast();
    tell(Demo.EXECUTOR_KEY, STAGING, STAGING);
    push("mirror", FLOOD + 3);
    afterRefund = codes(FLOOD + 4).getLast();
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void floodOfOneSenderLeavesAnothersActionInTime() {
    assertThat(flooded)
        .hasSize(FLOOD + 1)
        .filteredOn(code -> code == Code.PERMITTED)
        .as("two of the flood, and the other's")
        .hasSize(3);
    assertThat(flooded).contains(Code.QUOTA_SHARE_EXCEEDED);
    assertThat(traffic().sealed(3))
        .extracting(mandate -> mandate.parties().actor())
        .contains("source:mirror");
  }

  @Test
  void countsOnAfterAKill() {
    assertThat(afterKill).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void believesNoForgedOrMisplacedOutcome() {
    assertThat(afterForgery).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void givesBackWhatAnExecutorSaysExpired() {
    assertThat(afterRefund).isEqualTo(Code.PERMITTED);
  }

  @Test
  void eachReferralIsDecidedOnce() {
    List<String> referred = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    for (Receipt receipt : traffic().receipts(FLOOD + 4)) {
      if (receipt.body() instanceof ReceiptBody.Referred) {
        referred.add(receipt.id());
      } else if (receipt.body() instanceof ReceiptBody.Ruled ruled) {
        decided.add(ruled.ruling().referral());
      }
    }

    assertThat(referred).hasSize(FLOOD + 4);
    assertThat(decided).containsExactlyInAnyOrderElementsOf(referred);
  }

  @Test
  void mandateSaysWhoseMemoryItWas() {
    assertThat(traffic().sealed(3))
        .hasSize(4)
        .allSatisfy(mandate -> {
          assertThat(mandate.desk()).contains(STAGING);
          assertThat(mandate.decision().receipt().orElseThrow().id()).startsWith("desk-");
        });
  }

  /** Three in an hour, two of one sender; a second source proposes the same. */
  private static void quotas(Path bundle) throws Exception {
    Mirrored.copy(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 1h, perPrincipal: 2}]\n"
            + "  statements:");
  }

  private static Installation installation() {
    return started.orElseThrow();
  }

  private static Traffic traffic() {
    return new Traffic(installation());
  }

  private static void push(String source, int number) throws Exception {
    new Mirrored(installation(), directory.resolve("bundle")).push(source, number);
  }

  /** A stranger's word, the executor's under another key, and its word on another partition. */
  private static void forge() throws Exception {
    tell(SigningKey.generate(), STAGING, STAGING);
    tell(Demo.MANDATE_KEY, STAGING, STAGING);
    DeskKey production = DeskKey.ofOrder("deployments", "production");
    tell(Demo.EXECUTOR_KEY, production, production);
    tell(Demo.EXECUTOR_KEY, STAGING, elsewhere());
  }

  /** A key of the partition that is not staging's. */
  private static DeskKey elsewhere() {
    int own = partition(STAGING);
    for (int i = 0; ; i++) {
      DeskKey other = DeskKey.ofOrder("deployments", "other-" + i);
      if (partition(other) != own) {
        return other;
      }
    }
  }

  private static int partition(DeskKey key) {
    return Partitions.of(key.bytes().toArray(), Demo.PARTITIONS);
  }

  /** Says that the first action expired, and waits until the desk has heard it. */
  private static void tell(SigningKey key, DeskKey recordKey, DeskKey placed) throws Exception {
    Mandate first = traffic().sealed(3).getFirst();
    Told.Of of =
        new Told.Of(first.id(), "deployments", first.decision().receipt().orElseThrow().id());
    String issuer = installation().environment() + "/deployments";
    String jws = Told.outcome(key, issuer, of, OutcomeResult.EXPIRED);
    int partition = partition(placed);
    byte[] value = jws.getBytes(StandardCharsets.US_ASCII);
    traffic().tell(new ProducerRecord<>(OUTCOMES, partition, recordKey.bytes().toArray(), value));
  }

  /** With which codes the desk has decided, in its order, once there are so many. */
  private static List<Code> codes(int count) {
    return traffic().rulings(count).stream().map(DeskRuling::code).toList();
  }
}
