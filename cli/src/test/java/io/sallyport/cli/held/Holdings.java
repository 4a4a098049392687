package io.sallyport.cli.held;

import static io.sallyport.cli.held.HoldsOnStage.CELL;
import static io.sallyport.cli.held.HoldsOnStage.ENVIRONMENT;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Held actions, each with an id of its own. */
final class Holdings {
  static final Digest BUNDLE = Digest.of(new byte[] {7});
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Holdings() {}

  static Held held(ActionType type, String note) {
    return of(type, value(type, note));
  }

  static Held of(ActionType type, byte[] value) {
    return held(HoldsOnStage.wish(type), "trusted", Bytes.of(value));
  }

  static Held held(HoldsOnStage.Wish wish, String topic) {
    return held(wish, topic, Bytes.of(value(wish.type(), wish.note())));
  }

  static byte[] value(ActionType type, String note) {
    GenericRecord record = new GenericData.Record(type.schema());
    record.put("repository", "acme/shop");
    record.put("note", note);
    return WireFormat.frame(1, ActionCodec.encode(type, record));
  }

  private static Held held(HoldsOnStage.Wish wish, String topic, Bytes value) {
    Instant opened = wish.deadline().minus(Duration.ofHours(2));
    Mandate draft =
        new Mandate(
            new Mandate.Parties(
                ENVIRONMENT.validator(),
                ENVIRONMENT.cell(CELL),
                wish.requester(),
                Optional.empty(),
                "source:github"),
            id(),
            new Mandate.Validity(opened, opened, opened.plusSeconds(600)),
            grant(wish.type(), topic, value),
            new Mandate.Decided("STEP_UP", "release", List.of("known"), BUNDLE, "gate-0/7"),
            new Mandate.Evidence(
                "github", Assurance.SHARED, new Origin("untrusted", 0, 1), BUNDLE, opened),
            List.of(),
            Optional.of(new Hold(List.of(new Hold.Quorum("managers", 2)), wish.deadline())));
    return new Held(draft, "source:github", value);
  }

  /** The same, sealed for somebody else. */
  static Held audienceOf(Held held, String audience) {
    Mandate draft = held.draft();
    Mandate.Parties parties = draft.parties();
    return new Held(
        new Mandate(
            new Mandate.Parties(
                parties.issuer(), audience, parties.subject(), parties.session(), parties.actor()),
            draft.id(),
            draft.validity(),
            draft.grant(),
            draft.decision(),
            draft.evidence(),
            draft.approvals(),
            draft.hold()),
        held.principal(),
        held.value());
  }

  private static ActionId id() {
    byte[] id = Digest.sha256(Bytes.utf8("action " + COUNT.incrementAndGet()).toArray());
    return new ActionId(Base64.getUrlEncoder().withoutPadding().encodeToString(id));
  }

  private static Mandate.Grant grant(ActionType type, String topic, Bytes value) {
    return new Mandate.Grant(
        type.name(),
        type.effect(),
        type.fingerprint(),
        topic,
        0,
        Bytes.utf8("key"),
        Digest.of(value));
  }
}
