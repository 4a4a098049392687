package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Receipts are read as they were written, and a chain shows whatever was done to it. */
@Tag("AARM-R5")
@Tag("CSF-RS.AN")
class ReceiptTest {
  private static final Instant NOW = Instant.parse("2026-11-19T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final SigningKey KEY = SigningKey.generate();
  private static final String ID = "ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE";
  private static final ReceiptBody.Delivery DELIVERY =
      new ReceiptBody.Delivery("id-1", Origin.parse("t:0:1"), "github", DIGEST);
  private static final ReceiptBody.Delivery ADMITTED =
      DELIVERY.proved(
          new ReceiptBody.Evidence(Assurance.SHARED, "source:github", new DedupeId(ID)));
  private static final ReceiptBody.Delivery RELEASED =
      ADMITTED.releasedBy(new Release("operator-1", "command-1", "gate-1/3"));
  private static final ReceiptBody.Action ACTION =
      new ReceiptBody.Action(
          new ActionId(ID),
          "com.example.actions.Deploy",
          Effect.WRITE,
          "deployments",
          DIGEST,
          Optional.of(Classification.INTERNAL),
          Optional.empty());
  private static final ReceiptWriter WRITER = new ReceiptWriter("prod-k4x/validator", KEY);

  static Stream<ReceiptBody> bodies() {
    return Stream.of(
            Stream.of(
                new ReceiptBody.ChainOpened("validator-1", KEY.keyId(), Optional.empty()),
                new ReceiptBody.ChainOpened("validator-1", KEY.keyId(), Optional.of(DIGEST)),
                new ReceiptBody.Reload(BundleVersion.unsigned(DIGEST))),
            endings(),
            decisions(),
            outcomes())
        .flatMap(each -> each);
  }

  private static Stream<ReceiptBody> endings() {
    return Stream.of(
        new ReceiptBody.DeliveryEnded(
            DELIVERY, ReceiptBody.Ending.REFUSED, Code.STALE, Optional.empty(), DIGEST),
        new ReceiptBody.DeliveryEnded(
            ADMITTED, ReceiptBody.Ending.IGNORED, Code.NO_RULE, Optional.empty(), DIGEST),
        new ReceiptBody.DeliveryEnded(
            ADMITTED, ReceiptBody.Ending.DUPLICATE, Code.DUPLICATE, Optional.empty(), DIGEST),
        new ReceiptBody.DeliveryEnded(
            RELEASED, ReceiptBody.Ending.REFUSED, Code.JSON_DEPTH, Optional.of("/a"), DIGEST));
  }

  private static Stream<ReceiptBody> decisions() {
    return Stream.of(
        new ReceiptBody.Decision(
            ADMITTED,
            2,
            new ReceiptBody.Verdict(ReceiptBody.DecisionResult.ALLOWED, "r", List.of("p")),
            Optional.of(ACTION),
            Code.PERMITTED,
            Optional.empty(),
            List.of(),
            DIGEST),
        new ReceiptBody.Decision(
            RELEASED,
            1,
            new ReceiptBody.Verdict(ReceiptBody.DecisionResult.UNBOUND, "r", List.of()),
            Optional.empty(),
            Code.BIND_MISSING,
            Optional.of("/a"),
            List.of(Violation.of(Code.CONSTRAINT_LENGTH, "/b"), Violation.of(Code.BIND_ERROR, "")),
            DIGEST));
  }

  private static Stream<ReceiptBody> outcomes() {
    Origin record = Origin.parse("sallyport.trusted.deployments:1:7");
    Response response = new Response(201, DIGEST);
    Execution.Lease lease = new Execution.Lease("A".repeat(22), "ci", Optional.of("deploy:x"));
    return Stream.of(
        new ReceiptBody.Rejection(record, Code.KEY_UNKNOWN, DIGEST),
        new ReceiptBody.Outcome(
            ACTION,
            Optional.of(NamedReceipt.of("gate-3/17")),
            record,
            OutcomeResult.SUCCEEDED,
            Code.SUCCEEDED,
            Optional.of(new Attempt(1, Optional.of("nonce"))),
            Optional.of(response),
            Optional.of(new Execution(NOW, NOW.plusMillis(7), Optional.of(lease)))),
        new ReceiptBody.Outcome(
            ACTION,
            Optional.of(NamedReceipt.of("gate-3/17")),
            record,
            OutcomeResult.EXPIRED,
            Code.EXPIRED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void readsEachBodyAsWritten(ReceiptBody body) {
    Receipt receipt = new Receipt("prod-k4x/validator", NOW, "gate-1", 7, DIGEST, body);

    Optional<Receipt> read = ReceiptCodec.parse(Bytes.of(ReceiptCodec.write(receipt)));

    assertThat(read).contains(receipt);
  }

  @Test
  void followsUntouchedChain() {
    assertThat(check(chain())).allMatch(ChainCheck.Step.Next.class::isInstance);
  }

  @Test
  void showsDeletion() {
    List<String> chain = chain();
    chain.remove(2);

    assertThat(check(chain).get(2)).isInstanceOf(ChainCheck.Step.Broken.class);
  }

  @Test
  void showsReordering() {
    List<String> chain = chain();
    chain.add(1, chain.remove(3));

    assertThat(check(chain).get(1)).isInstanceOf(ChainCheck.Step.Broken.class);
  }

  @Test
  void showsInsertionByTheSameKey() {
    List<String> chain = chain();
    ChainHead forged = new ChainHead("gate-1", 2, DIGEST);
    chain.add(
        2, WRITER.append(forged, new ReceiptBody.Reload(new BundleVersion(DIGEST, 1)), NOW).jws());

    assertThat(check(chain).get(2))
        .isEqualTo(new ChainCheck.Step.Broken(2, "it does not name the receipt before it"));
  }

  @Test
  void showsAnotherKey() {
    List<String> chain = chain();
    ReceiptWriter other = new ReceiptWriter("prod-k4x/validator", SigningKey.generate());
    chain.set(0, other.append(ChainHead.start("gate-1"), opened(), NOW).jws());

    assertThat(check(chain).getFirst())
        .isEqualTo(new ChainCheck.Step.Broken(0, "signature: key-unknown"));
  }

  @Test
  void showsReceiptOfAnotherChain() {
    String other = WRITER.append(ChainHead.start("gate-2"), opened(), NOW).jws();

    assertThat(check(List.of(other)).getFirst())
        .isEqualTo(new ChainCheck.Step.Broken(0, "a receipt of another chain"));
  }

  @Test
  void readsHeadAsWritten() {
    ChainHead head = new ChainHead("gate-1", 12, DIGEST);

    assertThat(ChainHead.parse("gate-1", head.text())).contains(head);
    assertThat(ChainHead.parse("gate-1", "12:" + "0".repeat(64))).isEmpty();
  }

  private static List<String> chain() {
    List<String> chain = new ArrayList<>();
    ChainHead head = ChainHead.start("gate-1");
    for (ReceiptBody body : bodies().toList()) {
      ReceiptWriter.Appended appended = WRITER.append(head, body, NOW);
      chain.add(appended.jws());
      head = appended.head();
    }
    return chain;
  }

  private static List<ChainCheck.Step> check(List<String> chain) {
    PinnedKey pinned = PinnedKey.active(KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    ChainCheck check = new ChainCheck("gate-1", verifier);
    return chain.stream().map(jws -> check.next(jws, NOW)).toList();
  }

  private static ReceiptBody opened() {
    return new ReceiptBody.ChainOpened("validator-1", KEY.keyId(), Optional.empty());
  }
}
