package io.sallyport.validator.admit;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
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
   */
  record Admitted(Known known, Proof proof, DedupeId id, Bytes body) implements Admission {
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
   * What the evidence of one delivery proves.
   *
   * @param assurance how much
   * @param principal of whom: the source, or one of its agents
   */
  record Proof(Assurance assurance, String principal) {}

  /**
   * A delivery whose source is known.
   *
   * @param deliveryId ingest's id, or the place of a direct producer's record
   * @param source its source
   * @param digest of its body
   */
  record Known(String deliveryId, SourceSpec source, Digest digest) {
    /** Its names. */
    public Label label() {
      return new Label(Optional.of(deliveryId), Optional.of(source.name()));
    }
  }

  /**
   * How a delivery is named in records about it; only names that were checked.
   *
   * @param deliveryId ingest's id, or the place of a direct producer's record
   * @param source the source's name
   */
  record Label(Optional<String> deliveryId, Optional<String> source) {
    /** Of a delivery about which nothing is known. */
    static final Label NONE = new Label(Optional.empty(), Optional.empty());
  }
}
