package io.sallyport.cli.trace;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.Response;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said of one delivery that ingest took, and of the action that came of it. */
final class Steps {
  static final Instant TAKEN = Instant.parse("2026-11-21T10:00:00.250Z");
  static final Instant STARTED = Instant.parse("2026-11-21T10:00:00.700Z");
  static final Instant FINISHED = Instant.parse("2026-11-21T10:00:00.950Z");
  static final String DELIVERY = uuid(TAKEN);
  static final TraceParent CALLER =
      TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();
  static final ActionId ACTION =
      ActionId.of("github", new DedupeId("B".repeat(43)), "deploy-on-push");

  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private Steps() {}

  static String uuid(Instant at) {
    String millis = "%012x".formatted(at.toEpochMilli());
    return millis.substring(0, 8) + "-" + millis.substring(8) + "-7abc-8abc-123456789abc";
  }

  static ReceiptBody.Delivery delivery() {
    return delivery(DELIVERY);
  }

  static ReceiptBody.Delivery delivery(String id) {
    return new ReceiptBody.Delivery(id, new Origin("sallyport.untrusted", 0, 1), "github", DIGEST)
        .calledFrom(Optional.of(CALLER))
        .proved(new ReceiptBody.Evidence(Assurance.SHARED, "p", new DedupeId("B".repeat(43))));
  }

  static ReceiptBody.Decision decided(DecisionResult result, Code code) {
    return decided(delivery(), result, code);
  }

  static ReceiptBody.Decision decided(
      ReceiptBody.Delivery delivery, DecisionResult result, Code code) {
    return new ReceiptBody.Decision(
        delivery,
        1,
        verdict(result),
        Optional.of(action()).filter(_ -> result != DecisionResult.UNBOUND),
        code,
        Optional.empty(),
        List.of(),
        DIGEST);
  }

  static ReceiptBody refused() {
    return new ReceiptBody.DeliveryEnded(
        delivery(), Ending.REFUSED, Code.JSON_INVALID, Optional.empty(), DIGEST);
  }

  static ReceiptBody referred() {
    return new ReceiptBody.Referred(decided(DecisionResult.REFERRED, Code.PERMITTED), DIGEST);
  }

  static ReceiptBody ruled(String referral, DecisionResult result, Code code) {
    return new ReceiptBody.Ruled(action(), new DeskRuling(referral, verdict(result), code, DIGEST));
  }

  static ReceiptBody released(String held) {
    HoldEnding.Vote vote = new HoldEnding.Vote("release-1", Verdict.Word.APPROVE, DIGEST);
    return new ReceiptBody.HoldEnded(
        action(),
        new HoldEnding(
            held, DecisionResult.ALLOWED, Code.APPROVED, List.of(), List.of(vote), DIGEST));
  }

  static ReceiptBody performed(String decision, OutcomeResult result, Code code) {
    return new ReceiptBody.Outcome(
        action(),
        Optional.of(NamedReceipt.of(decision)),
        new Origin("sallyport.trusted.deployments", 0, 1),
        result,
        code,
        Optional.of(new Attempt(1, Optional.of("nonce"))),
        Optional.of(new Response(201, DIGEST)),
        Optional.of(new Execution(STARTED, FINISHED, Optional.empty())));
  }

  static ReceiptBody resolved(String outcome) {
    Resolution.Statement statement =
        new Resolution.Statement("operator", "c0mmand-00000001", DIGEST, "seen");
    return new ReceiptBody.Resolved(
        action(), new Resolution(outcome, DIGEST, Finding.PERFORMED, List.of(statement)));
  }

  private static ReceiptBody.Verdict verdict(DecisionResult result) {
    return new ReceiptBody.Verdict(result, "deploy-on-push", List.of());
  }

  private static ReceiptBody.Action action() {
    return new ReceiptBody.Action(
        ACTION,
        "com.example.actions.Deploy",
        Effect.WRITE,
        "deployments",
        DIGEST,
        Optional.empty(),
        Optional.empty());
  }
}
