package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.receipt.ReceiptBody.Delivery;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.receipt.ReceiptBody.Evidence;
import java.util.Optional;
import java.util.Set;

/** The claim {@code delivery} of a receipt, and when it has to say what was proved. */
final class DeliveryJson {
  private static final String EVIDENCE = "evidence";
  private static final String RELEASE = "release";
  private static final String CALLER = "caller";

  /** The steps behind admission in which a delivery can be refused. */
  private static final Set<String> ADMITTED = Set.of("parse", "match");

  private DeliveryJson() {}

  static void write(JsonWriter json, Delivery delivery) {
    json.put("id", delivery.id())
        .put("origin", delivery.origin().text())
        .put("source", delivery.source())
        .put("digest", delivery.digest().text());
    delivery
        .evidence()
        .ifPresent(proof -> json.putObject(EVIDENCE, evidence -> write(evidence, proof)));
    delivery
        .release()
        .ifPresent(command -> json.putObject(RELEASE, release -> write(release, command)));
    json.put(CALLER, delivery.caller().map(TraceParent::text));
  }

  private static void write(JsonWriter json, Evidence proof) {
    json.put("assurance", proof.assurance().text())
        .put("principal", proof.principal())
        .put("id", proof.id().text());
    Delegation.write(json, proof.delegation());
  }

  private static void write(JsonWriter json, Release command) {
    json.put("operator", command.operator())
        .put("command", command.command())
        .put("receipt", command.receipt());
  }

  /** Throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  static Delivery read(Fields delivery) throws Fields.Mismatch {
    return new Delivery(
        delivery.text("id"),
        Origin.parse(delivery.text("origin")),
        delivery.text("source"),
        new Digest(delivery.text("digest")),
        evidence(delivery),
        release(delivery),
        caller(delivery));
  }

  /** Refuses a decision about what was never admitted. */
  static Delivery decided(Delivery delivery) {
    return agreeing(delivery, true);
  }

  /** Refuses proof of what failed admission, and an ending behind it without proof. */
  static Delivery ended(Delivery delivery, Ending ending, Code code) {
    return switch (ending) {
      case IGNORED -> agreeing(delivery, true);
      case REFUSED -> agreeing(delivery, ADMITTED.contains(code.step()));
      case DUPLICATE -> delivery;
    };
  }

  private static Delivery agreeing(Delivery delivery, boolean admitted) {
    if (delivery.evidence().isPresent() != admitted) {
      throw new IllegalArgumentException("evidence is there exactly when it was admitted");
    }
    return delivery;
  }

  private static Optional<Evidence> evidence(Fields delivery) throws Fields.Mismatch {
    if (!delivery.has(EVIDENCE)) {
      return Optional.empty();
    }
    Fields fields = delivery.object(EVIDENCE);
    Evidence evidence =
        new Evidence(
            Assurance.parse(fields.text("assurance")).orElseThrow(IllegalArgumentException::new),
            fields.text("principal"),
            new DedupeId(fields.text("id")),
            Delegation.read(fields));
    fields.end();
    return Optional.of(evidence);
  }

  private static Optional<TraceParent> caller(Fields delivery) throws Fields.Mismatch {
    Optional<String> text = delivery.optionalText(CALLER);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(TraceParent.parse(text.get()).orElseThrow(IllegalArgumentException::new));
  }

  private static Optional<Release> release(Fields delivery) throws Fields.Mismatch {
    if (!delivery.has(RELEASE)) {
      return Optional.empty();
    }
    Fields fields = delivery.object(RELEASE);
    Release release =
        new Release(fields.text("operator"), fields.text("command"), fields.text("receipt"));
    fields.end();
    return Optional.of(release);
  }
}
