package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.resolution.Resolution;
import java.util.List;
import java.util.Optional;

/** What a receipt says. */
public sealed interface ReceiptBody {

  /** The delivery that it is about, if it is about one. */
  default Optional<Delivery> subject() {
    return switch (this) {
      case DeliveryEnded ended -> Optional.of(ended.delivery());
      case Decision _, Referred _ -> decided().map(Decision::delivery);
      case ChainOpened _, Reload _, Outcome _, Rejection _ -> Optional.empty();
      case Resolved _, HoldEnded _, Ruled _, Witnessed _ -> Optional.empty();
    };
  }

  /** The decision about a delivery that it carries, if it does; the desk may still have its say. */
  default Optional<Decision> decided() {
    return switch (this) {
      case Decision decision -> Optional.of(decision);
      case Referred referred -> Optional.of(referred.decision());
      case DeliveryEnded _, ChainOpened _, Reload _, Outcome _, Rejection _ -> Optional.empty();
      case Resolved _, HoldEnded _, Ruled _, Witnessed _ -> Optional.empty();
    };
  }

  /** The action that is sealed by what it says, if one is. */
  default Optional<Action> sealed() {
    return switch (this) {
      case Decision decision when decision.verdict().result().isSealed() -> decision.action();
      case Ruled(var action, var ruling) ->
          Optional.of(action).filter(_ -> ruling.verdict().result().isSealed());
      case HoldEnded(var action, var ending) ->
          Optional.of(action).filter(_ -> ending.result().isSealed());
      case Decision _, Referred _, DeliveryEnded _, ChainOpened _, Reload _ -> Optional.empty();
      case Outcome _, Rejection _, Resolved _, Witnessed _ -> Optional.empty();
    };
  }

  /**
   * The first receipt of a chain.
   *
   * @param writer who writes it: the issuer's instance
   * @param keyId the {@code kid} that signs it
   * @param predecessor the head of the chain before it, where there was one
   */
  record ChainOpened(String writer, String keyId, Optional<Digest> predecessor)
      implements ReceiptBody {}

  /**
   * A delivery that came to no decision.
   *
   * @param delivery which
   * @param ending {@code REFUSED}, {@code DUPLICATE} or {@code IGNORED}
   * @param code why
   * @param pointer where in the payload, RFC 6901
   * @param bundle the validator's bundle
   */
  record DeliveryEnded(
      Delivery delivery, Ending ending, Code code, Optional<String> pointer, Digest bundle)
      implements ReceiptBody {}

  /**
   * One decision about a delivery.
   *
   * @param delivery which
   * @param decisions how many decisions this delivery has in all
   * @param verdict what was decided, by which rule and policy
   * @param action the action, where one was bound
   * @param code why
   * @param pointer where in the payload or record, RFC 6901
   * @param further what else was wrong, if binding failed; {@code code} and {@code pointer} are the
   *     first
   * @param bundle the validator's bundle
   */
  record Decision(
      Delivery delivery,
      int decisions,
      Verdict verdict,
      Optional<Action> action,
      Code code,
      Optional<String> pointer,
      List<Violation> further,
      Digest bundle)
      implements ReceiptBody {
    /** Copies the violations. */
    public Decision {
      further = List.copyOf(further);
    }
  }

  /** A decision {@code REFERRED} to the desk, and of which record the desk decides. */
  record Referred(Decision decision, Digest candidate) implements ReceiptBody {}

  /** What the desk decided. */
  record Ruled(Action action, DeskRuling ruling) implements ReceiptBody {}

  /**
   * How a sealed action ended.
   *
   * @param action which
   * @param decision the receipt of its decision, where the mandate named it
   * @param record the trusted record
   * @param result how
   * @param code why
   * @param attempt the last; none when it was never claimed
   * @param response what the target answered, where it did
   * @param performance when and with which credential, where a handler was called
   */
  record Outcome(
      Action action,
      Optional<NamedReceipt> decision,
      Origin record,
      OutcomeResult result,
      Code code,
      Optional<Attempt> attempt,
      Optional<Response> response,
      Optional<Execution> performance)
      implements ReceiptBody {}

  /**
   * A record on the trusted topic that is not the validator's; named by its place only.
   *
   * @param record the record
   * @param code why
   * @param digest of its value
   */
  record Rejection(Origin record, Code code, Digest digest) implements ReceiptBody {}

  /** Persons said what became of an action in doubt. */
  record Resolved(Action action, Resolution resolution) implements ReceiptBody {}

  /** An action waits for persons no longer. */
  record HoldEnded(Action action, HoldEnding ending) implements ReceiptBody {}

  /** A receipt of a cell that the desk has seen. */
  record Witnessed(Sighting sighting) implements ReceiptBody {}

  /** A bundle that a process begins to use; version 0 was loaded without signatures. */
  record Reload(BundleVersion bundle) implements ReceiptBody {}

  /** How a delivery ends that is not decided: not admitted or read, known, or of no rule. */
  enum Ending {
    REFUSED,
    DUPLICATE,
    IGNORED
  }

  /** How a decision ends. */
  enum DecisionResult {
    /** Sealed as proposed. */
    ALLOWED,
    /** Sealed with changes. */
    MODIFIED,
    /** Not sealed. */
    DENIED,
    /** The rule could not fill the action's fields. */
    UNBOUND,
    /** Waits for persons. */
    HELD,
    /** Waits for context. */
    DEFERRED,
    /** Allowed too late to be sealed. */
    EXPIRED,
    /** Waits for the desk, which remembers. */
    REFERRED;

    /** Whether an action came of it. */
    public boolean isSealed() {
      return this == ALLOWED || this == MODIFIED;
    }
  }

  /**
   * A delivery.
   *
   * @param id the delivery's id: a UUID, or its origin
   * @param origin where it lies
   * @param source its source, or {@code -} when that is unknown
   * @param digest of its raw bytes
   * @param evidence what was proved of it; there exactly when it was admitted
   * @param release who had it judged again, if it lies on the topic of releases
   * @param caller where its sender claims to have been in a trace of its own
   */
  record Delivery(
      String id,
      Origin origin,
      String source,
      Digest digest,
      Optional<Evidence> evidence,
      Optional<Release> release,
      Optional<TraceParent> caller) {

    /** A delivery that was not admitted. */
    public Delivery(String id, Origin origin, String source, Digest digest) {
      this(id, origin, source, digest, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, admitted. */
    public Delivery proved(Evidence proof) {
      return new Delivery(id, origin, source, digest, Optional.of(proof), release, caller);
    }

    /** The same, released. */
    public Delivery releasedBy(Release command) {
      return new Delivery(id, origin, source, digest, evidence, Optional.of(command), caller);
    }

    /** The same, sent from there. */
    public Delivery calledFrom(Optional<TraceParent> place) {
      return new Delivery(id, origin, source, digest, evidence, release, place);
    }
  }

  /**
   * What admission proved.
   *
   * @param assurance how much
   * @param principal of whom
   * @param id the delivery's identity
   * @param delegation on whose behalf its sender proposes, where it showed that
   */
  record Evidence(
      Assurance assurance, String principal, DedupeId id, Optional<Delegation> delegation) {
    /** On nobody's behalf. */
    public Evidence(Assurance assurance, String principal, DedupeId id) {
      this(assurance, principal, id, Optional.empty());
    }
  }

  /**
   * What was decided.
   *
   * @param result how it ends
   * @param rule the rule
   * @param policy ids of the statements that decided
   * @param modified what policy changed
   */
  record Verdict(
      DecisionResult result, String rule, List<String> policy, List<Modification> modified) {
    /** Copies the lists. */
    public Verdict {
      policy = List.copyOf(policy);
      modified = List.copyOf(modified);
    }

    /** A decision that changes nothing. */
    public Verdict(DecisionResult result, String rule, List<String> policy) {
      this(result, rule, policy, List.of());
    }
  }

  /**
   * An action.
   *
   * @param id its id
   * @param type full name
   * @param effect what it does
   * @param cell who may perform it
   * @param fingerprint of its schema
   * @param classification of the data that it touches; receipts of before it was told have none
   * @param desk to whose memory its end is told, where the mandate names one
   */
  record Action(
      ActionId id,
      String type,
      Effect effect,
      String cell,
      Digest fingerprint,
      Optional<Classification> classification,
      Optional<DeskKey> desk) {

    /** Whether both name the same action; the fingerprint stands for all that its type says. */
    public boolean sameAs(Action other) {
      return id.equals(other.id)
          && type.equals(other.type)
          && effect == other.effect
          && cell.equals(other.cell)
          && fingerprint.equals(other.fingerprint);
    }
  }
}
