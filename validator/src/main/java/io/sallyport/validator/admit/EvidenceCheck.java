package io.sallyport.validator.admit;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.signature.SignatureVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.SourceSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Verifies the evidence of a delivery again, from the headers that travelled with it, at the
 * broker's append time: what ingest says of a signature does not count. Immutable.
 */
final class EvidenceCheck {
  private final Map<String, SignatureVerifier> verifiers = new HashMap<>();

  /** With a verifier for each source. */
  EvidenceCheck(Map<String, SourceSpec> sources, Function<SourceSpec, SignatureVerifier> make) {
    sources.forEach((name, source) -> verifiers.put(name, make.apply(source)));
  }

  /** What the evidence came to. */
  sealed interface Checked {
    /** It counts for as much as {@code assurance} says. */
    record Counts(Claims claims, Assurance assurance) implements Checked {}

    /** It does not. */
    record Refused(Code code) implements Checked {}
  }

  Checked check(Delivery delivery, SourceSpec source, Bytes body) {
    SignatureVerifier verifier = verifiers.get(source.name());
    if (verifier == null) {
      throw new IllegalStateException("each source has a verifier");
    }
    Verification verification =
        verifier.verify(
            name -> Carried.values(delivery.headers(), name),
            body.toArray(),
            delivery.appendedAt());
    return switch (verification) {
      case Verification.Proven(Claims claims) -> new Checked.Counts(claims, source.assurance());
      case Verification.Presented(Claims claims) -> presented(source, claims);
      case Verification.Unproven(Verification.Reason reason) -> new Checked.Refused(code(reason));
    };
  }

  /** What nobody verified here counts for no more than ingest's word. */
  private static Checked presented(SourceSpec source, Claims claims) {
    return source.assurance().compareTo(Assurance.SHARED) > 0
        ? new Checked.Refused(Code.EVIDENCE_INVALID)
        : new Checked.Counts(claims, source.assurance());
  }

  private static Code code(Verification.Reason reason) {
    return switch (reason) {
      case MISSING -> Code.EVIDENCE_MISSING;
      case STALE -> Code.EVIDENCE_STALE;
      case REPEATED, MALFORMED, MISMATCH -> Code.EVIDENCE_INVALID;
      case DELEGATION_BROKEN -> Code.DELEGATION_BROKEN;
      case DELEGATION_TOO_DEEP -> Code.DELEGATION_TOO_DEEP;
      case DELEGATION_WIDENED -> Code.DELEGATION_WIDENED;
      case DELEGATION_EXPIRED -> Code.DELEGATION_EXPIRED;
    };
  }
}
