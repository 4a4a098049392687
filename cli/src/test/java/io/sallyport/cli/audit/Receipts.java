package io.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.Response;
import io.sallyport.contract.receipt.Sighting;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.Resolution.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bodies of receipts, made short for tests. */
public final class Receipts {
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private Receipts() {}

  public static ReceiptBody opened() {
    return new ReceiptBody.ChainOpened("validator-1", "key", Optional.empty());
  }

  public static ReceiptBody ended(Origin origin, Ending ending, Code code) {
    boolean refused = ending == Ending.REFUSED && code.step().equals("admit");
    ReceiptBody.Delivery delivery = refused ? unproved(origin) : proved(origin);
    return new ReceiptBody.DeliveryEnded(delivery, ending, code, Optional.empty(), DIGEST);
  }

  public static ReceiptBody decided(
      Origin origin, int decisions, String rule, DecisionResult result, Code code) {
    boolean bound =
        result == DecisionResult.ALLOWED
            || result == DecisionResult.MODIFIED
            || result == DecisionResult.HELD
            || result == DecisionResult.REFERRED;
    return new ReceiptBody.Decision(
        proved(origin),
        decisions,
        new ReceiptBody.Verdict(result, rule, List.of()),
        bound ? Optional.of(action(id(origin, rule))) : Optional.empty(),
        code,
        Optional.empty(),
        List.of(),
        DIGEST);
  }

  public static ReceiptBody allowed(Origin origin) {
    return decided(origin, 1, "rule", DecisionResult.ALLOWED, Code.PERMITTED);
  }

  private static final Origin PLACE = new Origin("orders", 0, 5);

  public static ReceiptBody outcome(ActionId id, OutcomeResult result) {
    return outcome(id, result, NamedReceipt.of("gate-0/1"));
  }

  public static ReceiptBody outcome(ActionId id, OutcomeResult result, NamedReceipt decision) {
    return new ReceiptBody.Outcome(
        action(id),
        Optional.of(decision),
        new Origin("sallyport.trusted.deployments", 0, 1),
        result,
        Code.SUCCEEDED,
        Optional.of(new Attempt(1, Optional.of("nonce"))),
        Optional.of(new Response(1, DIGEST, Optional.of(PLACE))),
        Optional.empty());
  }

  public static ReceiptBody resolved(ActionId id) {
    return resolved(id, Finding.PERFORMED);
  }

  public static ReceiptBody resolved(ActionId id, Finding finding) {
    Statement statement = new Statement("operator", "c0mmand-00000001", DIGEST, "seen");
    return new ReceiptBody.Resolved(
        action(id), new Resolution("deployments-0/1", DIGEST, finding, List.of(statement)));
  }

  public static ReceiptBody witnessed(ReceiptRecord word, long seq) {
    Digest digest = Digest.of(Bytes.utf8(word.jws()));
    return new ReceiptBody.Witnessed(new Sighting("deployments", word.chain() + "/" + seq, digest));
  }

  public static ReceiptBody rejected(Code code) {
    return new ReceiptBody.Rejection(
        new Origin("sallyport.trusted.deployments", 0, 7), code, DIGEST);
  }

  public static ActionId id(Origin origin, String rule) {
    return ActionId.of("github", dedupe(origin), rule);
  }

  public static Receipt receipt(ReceiptBody body) {
    return new Receipt("demo-x/validator", NOW, "gate-0", 0, ChainHead.NONE, body);
  }

  /** A delivery that was admitted. */
  public static ReceiptBody.Delivery proved(String id, Origin origin, Digest digest) {
    return new ReceiptBody.Delivery(id, origin, "github", digest)
        .proved(new ReceiptBody.Evidence(Assurance.SHARED, "p", dedupe(origin)));
  }

  private static ReceiptBody.Delivery proved(Origin origin) {
    return proved(origin.text(), origin, DIGEST);
  }

  private static ReceiptBody.Delivery unproved(Origin origin) {
    return new ReceiptBody.Delivery(origin.text(), origin, "github", DIGEST);
  }

  private static DedupeId dedupe(Origin origin) {
    return DedupeId.of("github", "p", DedupeId.Basis.NONE, origin.text().getBytes(UTF_8));
  }

  private static ReceiptBody.Action action(ActionId id) {
    return new ReceiptBody.Action(
        id,
        "com.example.actions.Deploy",
        Effect.WRITE,
        "deployments",
        DIGEST,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }
}
