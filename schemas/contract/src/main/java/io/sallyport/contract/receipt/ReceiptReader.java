package io.sallyport.contract.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.resolution.Resolution;
import java.time.Instant;
import java.util.Optional;

/** Reads what {@link ReceiptCodec} writes, and nothing else. */
final class ReceiptReader {
  private ReceiptReader() {}

  static Optional<Receipt> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Receipt receipt =
          new Receipt(
              fields.text("iss"),
              Instant.ofEpochSecond(fields.integer("iat")),
              fields.text("chain"),
              fields.integer("seq"),
              new Digest(fields.text("prev")),
              body(fields));
      boolean named = fields.text("jti").equals(receipt.id());
      fields.end();
      return named ? Optional.of(receipt) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ReceiptBody body(Fields fields) throws Fields.Mismatch {
    return switch (Kind.parse(fields.text("kind"))) {
      case GENESIS -> opened(fields);
      case DELIVERY -> ended(fields);
      case DECISION -> decided(decision(fields));
      case REFERRAL ->
          new ReceiptBody.Referred(
              referred(decision(fields)), digest(fields, ReceiptCodec.CANDIDATE));
      case DESK -> new ReceiptBody.Ruled(action(fields), DeskRuling.read(fields));
      case OUTCOME -> outcome(fields);
      case REJECTION ->
          new ReceiptBody.Rejection(
              Origin.parse(fields.text("record")), code(fields), digest(fields, "digest"));
      case RESOLUTION -> resolved(fields);
      case HOLD -> new ReceiptBody.HoldEnded(action(fields), HoldEnding.read(fields));
      case WITNESS -> new ReceiptBody.Witnessed(Sighting.read(fields));
      case RELOAD -> reload(fields);
    };
  }

  private static ReceiptBody opened(Fields fields) throws Fields.Mismatch {
    expect(fields, Code.CHAIN_OPENED);
    return new ReceiptBody.ChainOpened(
        fields.text("writer"),
        fields.text("key"),
        fields.optionalText("predecessor").map(Digest::new));
  }

  private static ReceiptBody reload(Fields fields) throws Fields.Mismatch {
    expect(fields, Code.BUNDLE_LOADED);
    return new ReceiptBody.Reload(
        new BundleVersion(digest(fields, "bundle"), fields.integer("version")));
  }

  private static ReceiptBody resolved(Fields fields) throws Fields.Mismatch {
    expect(fields, Code.RESOLVED);
    return new ReceiptBody.Resolved(action(fields), Resolution.read(fields.object("resolution")));
  }

  private static ReceiptBody ended(Fields fields) throws Fields.Mismatch {
    Fields delivery = fields.object("delivery");
    ReceiptBody.Ending ending = ReceiptBody.Ending.valueOf(delivery.text("ending"));
    Code code = code(fields);
    ReceiptBody body =
        new ReceiptBody.DeliveryEnded(
            DeliveryJson.ended(DeliveryJson.read(delivery), ending, code),
            ending,
            code,
            fields.optionalText("pointer"),
            digest(fields, "bundle"));
    delivery.end();
    return body;
  }

  private static ReceiptBody decided(ReceiptBody.Decision decision) {
    if (decision.verdict().result() == ReceiptBody.DecisionResult.REFERRED) {
      throw new IllegalArgumentException("what is referred is of another kind");
    }
    return decision;
  }

  private static ReceiptBody.Decision referred(ReceiptBody.Decision decision) {
    boolean isReferred = decision.verdict().result() == ReceiptBody.DecisionResult.REFERRED;
    if (!isReferred || decision.action().isEmpty()) {
      throw new IllegalArgumentException("only an action is referred");
    }
    return decision;
  }

  private static ReceiptBody.Decision decision(Fields fields) throws Fields.Mismatch {
    Fields delivery = fields.object("delivery");
    Fields decision = fields.object("decision");
    ReceiptBody.Verdict verdict = DeskRuling.verdict(decision);
    ReceiptBody.Decision body =
        new ReceiptBody.Decision(
            DeliveryJson.decided(DeliveryJson.read(delivery)),
            delivery.count("decisions"),
            verdict,
            fields.has("action") ? Optional.of(action(fields)) : Optional.empty(),
            code(fields),
            fields.optionalText("pointer"),
            Violation.read(fields),
            digest(fields, "bundle"));
    delivery.end();
    decision.end();
    return body;
  }

  private static ReceiptBody outcome(Fields fields) throws Fields.Mismatch {
    Fields outcome = fields.object("outcome");
    ReceiptBody body =
        new ReceiptBody.Outcome(
            action(fields),
            NamedReceipt.read("decision", fields),
            Origin.parse(fields.text("record")),
            OutcomeResult.valueOf(outcome.text("result")),
            code(fields),
            attempt(outcome),
            response(outcome),
            fields.has("performance") ? Optional.of(performance(fields)) : Optional.empty());
    outcome.end();
    return body;
  }

  private static Execution performance(Fields fields) throws Fields.Mismatch {
    Fields performance = fields.object("performance");
    Execution read =
        new Execution(
            Instant.ofEpochMilli(performance.integer("started")),
            Instant.ofEpochMilli(performance.integer("finished")),
            performance.has("lease")
                ? Optional.of(lease(performance.object("lease")))
                : Optional.empty());
    performance.end();
    return read;
  }

  private static Execution.Lease lease(Fields lease) throws Fields.Mismatch {
    Execution.Lease read =
        new Execution.Lease(
            lease.text("id"), lease.text("credential"), lease.optionalText("scope"));
    lease.end();
    return read;
  }

  private static Optional<Attempt> attempt(Fields outcome) throws Fields.Mismatch {
    int number = outcome.has("attempt") ? outcome.count("attempt") : 0;
    return number > 0
        ? Optional.of(new Attempt(number, outcome.optionalText("claim")))
        : Optional.empty();
  }

  private static Optional<Response> response(Fields outcome) throws Fields.Mismatch {
    return outcome.has("status")
        ? Optional.of(
            new Response(
                outcome.count("status"),
                digest(outcome, "digest"),
                outcome.optionalText("produced").map(Origin::parse)))
        : Optional.empty();
  }

  private static ReceiptBody.Action action(Fields fields) throws Fields.Mismatch {
    Fields action = fields.object("action");
    ReceiptBody.Action read =
        new ReceiptBody.Action(
            new ActionId(action.text("id")),
            action.text("type"),
            Effect.parse(action.text("effect")).orElseThrow(IllegalArgumentException::new),
            action.text("cell"),
            digest(action, "fingerprint"),
            Classification.read(action),
            action.optionalText("desk").map(DeskKey::new));
    action.end();
    return read;
  }

  private static Digest digest(Fields fields, String name) throws Fields.Mismatch {
    return new Digest(fields.text(name));
  }

  private static Code code(Fields fields) throws Fields.Mismatch {
    return Code.parse(fields.text("code")).orElseThrow(IllegalArgumentException::new);
  }

  private static void expect(Fields fields, Code code) throws Fields.Mismatch {
    if (code(fields) != code) {
      throw new IllegalArgumentException("another code");
    }
  }
}
