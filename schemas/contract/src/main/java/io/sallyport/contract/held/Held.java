package io.sallyport.contract.held;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An action that waits for persons: all that they are asked about, and all that it takes to seal it
 * afterwards.
 *
 * @param draft the mandate that it would get: {@code iat} is when it was held, {@code exp - iat}
 *     how long it lives once it is approved, and it has no approvals yet
 * @param principal who signed the delivery, as policies see it
 * @param value the exact value of the record that is sealed, frame included
 */
public record Held(Mandate draft, String principal, Bytes value) {
  /** What a decision says that waits for persons. */
  public static final String RESULT = "STEP_UP";

  /** The longest value, in bytes: more than this nobody reads before they approve it. */
  public static final int MAX_VALUE = 48 << 10;

  /** The longest time that anything waits. */
  public static final Duration MAX_WAIT = Hold.MAX_DEADLINE;

  /** The magic byte and the schema's id, before the Avro form. */
  private static final int FRAME = 5;

  /** Refuses what could never be sealed, or is not about these bytes. */
  public Held {
    Mandate.Validity validity = draft.validity();
    Instant opened = validity.issuedAt();
    require(draft.decision().result().equals(RESULT), "result: " + RESULT);
    require(draft.decision().receipt().isPresent(), "receipt: the one that says HELD");
    require(draft.approvals().isEmpty(), "approvals: none yet");
    require(opened.equals(validity.notBefore()), "nbf: as iat");
    require(opened.isBefore(validity.expiresAt()), "iat lies before exp");
    require(draft.hold().isPresent(), "hold: whose approvals");
    Instant deadline = draft.hold().orElseThrow().deadline();
    require(opened.isBefore(deadline), "deadline: after iat");
    require(Statement.isText(principal), "principal: 1 to 256 visible ASCII characters");
    boolean isSigner = draft.evidence().principal().map(principal::equals).orElse(true);
    require(isSigner, "principal: the mandate's");
    require(value.size() > FRAME && value.size() <= MAX_VALUE, "value: 6 bytes to 48 KiB");
    require(Digest.of(value).equals(draft.grant().digest()), "digest: of the value");
  }

  /** Which action. */
  public ActionId id() {
    return draft.id();
  }

  /** Who would perform it; {@link #statement} says whether that is so. */
  public String cell() {
    String audience = draft.parties().audience();
    return audience.substring(audience.lastIndexOf('/') + 1);
  }

  /** When it was held; whole seconds. */
  public Instant opened() {
    return draft.validity().issuedAt();
  }

  /** How long it lives once it is approved. */
  public Duration ttl() {
    return Duration.between(opened(), draft.validity().expiresAt());
  }

  /** Whose approvals it waits for, and until when. */
  public Hold hold() {
    return draft.hold().orElseThrow();
  }

  /** The id of the receipt that says that it is held. */
  public String receipt() {
    return draft.decision().receipt().orElseThrow().id();
  }

  /** Its Avro form, without the frame that names a registry's schema id. */
  public Bytes body() {
    byte[] bytes = value.toArray();
    return Bytes.of(Arrays.copyOfRange(bytes, FRAME, bytes.length));
  }

  /**
   * What persons are asked to sign; empty when it is another environment's or cell's, or has a word
   * that a person could not read.
   */
  public Optional<Statement> statement(Environment environment, String cell) {
    boolean isHere = draft.parties().audience().equals(environment.cell(cell));
    return isHere ? Statement.of(environment, cell, draft, Digest.of(body())) : Optional.empty();
  }

  /** The mandate that approvals make of it. */
  public Mandate approved(Mandate.Validity validity, List<String> approvals) {
    return new Mandate(
        draft.parties(),
        draft.id(),
        validity,
        draft.grant(),
        draft.decision(),
        draft.evidence(),
        approvals,
        draft.hold());
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
