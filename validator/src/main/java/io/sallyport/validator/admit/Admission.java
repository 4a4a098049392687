package io.sallyport.validator.admit;

import io.sallyport.contract.Code;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.evidence.source.SourceSpec;
import java.time.Instant;
import java.util.Optional;

/** Whether a delivery is let in. */
public sealed interface Admission {
  /**
   * It is.
   *
   * @param known its source
   * @param proof what the evidence of this very delivery proves
   * @param id its identity
   * @param body its bytes
   * @param order what is particular to it, if an operator has it judged again
   */
  record Admitted(Known known, Proof proof, DedupeId id, Bytes body, Optional<Order> order)
      implements Admission {
    /** A delivery that comes for the first time. */
    public Admitted(Known known, Proof proof, DedupeId id, Bytes body) {
      this(known, proof, id, body, Optional.empty());
    }

    /** What to remember of it once it is decided. */
    public Seen memory(Instant now) {
      Instant forgetAt = now.plus(known.source().dedupe().window());
      return Seen.of(now, forgetAt, known.digest());
    }
  }

  /**
   * It was decided before.
   *
   * @param known its source
   * @param proof what the evidence of this very delivery proves
   * @param id its identity
   */
  record Duplicate(Known known, Proof proof, DedupeId id) implements Admission {}

  /**
   * It is not.
   *
   * @param code why
   * @param label how it is named: as far as that is known
   */
  record Refused(Code code, Label label) implements Admission {}

  /**
   * It is no release that counts: it leaves a receipt, and no copy in quarantine.
   *
   * @param code why
   * @param label how it is named: as far as that is known
   */
  record Unreleased(Code code, Label label) implements Admission {}

  /**
   * What is particular to a delivery that an operator has judged again.
   *
   * @param rule the only rule that runs; empty means all
   * @param decided what to remember of the delivery once it is decided, where that is not yet
   *     remembered
   * @param receipt stands for the released receipt in the memory
   * @param decision stands there for what is decided about the delivery by a release, whichever of
   *     its receipts is released
   * @param released what to remember of the one and, once it is decided, the other
   */
  record Order(
      Optional<String> rule,
      Optional<Seen> decided,
      DedupeId receipt,
      DedupeId decision,
      Seen released) {}

  /**
   * What the evidence of one delivery proves.
   *
   * @param assurance how much
   * @param principal of whom: the source, or one of its agents
   * @param delegation on whose behalf, where the agent showed that
   */
  record Proof(Assurance assurance, String principal, Optional<Delegation> delegation) {
    /** On nobody's behalf. */
    public Proof(Assurance assurance, String principal) {
      this(assurance, principal, Optional.empty());
    }
  }

  /**
   * A delivery whose source is known.
   *
   * @param deliveryId ingest's id, or the place of a direct producer's record
   * @param source its source
   * @param digest of its body
   * @param release who has it judged again, if somebody has
   */
  record Known(String deliveryId, SourceSpec source, Digest digest, Optional<Release> release) {
    /** A delivery that comes for the first time. */
    public Known(String deliveryId, SourceSpec source, Digest digest) {
      this(deliveryId, source, digest, Optional.empty());
    }

    /** Its names. */
    public Label label() {
      return new Label(Optional.of(deliveryId), Optional.of(source.name()), release);
    }
  }

  /**
   * How a delivery is named in records about it; only names that were checked.
   *
   * @param deliveryId ingest's id, or the place of a direct producer's record
   * @param source the source's name
   * @param release who has it judged again, if somebody has
   */
  record Label(Optional<String> deliveryId, Optional<String> source, Optional<Release> release) {
    /** Of a delivery about which nothing is known. */
    public static final Label NONE = new Label(Optional.empty(), Optional.empty());

    /** Of a delivery that comes for the first time. */
    public Label(Optional<String> deliveryId, Optional<String> source) {
      this(deliveryId, source, Optional.empty());
    }

    /** Of a delivery that somebody has judged again. */
    public static Label of(Release release) {
      return new Label(Optional.empty(), Optional.empty(), Optional.of(release));
    }
  }
}
