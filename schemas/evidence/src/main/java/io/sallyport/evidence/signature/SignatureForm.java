package io.sallyport.evidence.signature;

import io.sallyport.evidence.key.Signed;
import io.sallyport.evidence.message.ContentDigest;
import io.sallyport.evidence.source.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one scheme writes its evidence into headers. */
interface SignatureForm {
  /** The headers it reads, in lower case; each must be there exactly once. */
  List<String> headers();

  /**
   * Reads the values, none of which is trusted yet; empty when they have another form.
   *
   * @param values of each of {@link #headers}: printable ASCII of bounded size
   */
  Optional<Presented> read(Map<String, String> values);

  /**
   * Evidence as presented.
   *
   * @param claims what would be signed beside the body
   * @param signed the signatures, and what they are over
   * @param digest of the body, where that is what is signed instead of the body
   * @param expires when the signature ends, if it says so
   * @param hops what is handed on to who signed, if anything
   */
  record Presented(
      Claims claims,
      Signed signed,
      Optional<ContentDigest> digest,
      Optional<Instant> expires,
      Hops hops) {

    /** What hands nothing on. */
    Presented(
        Claims claims, Signed signed, Optional<ContentDigest> digest, Optional<Instant> expires) {
      this(claims, signed, digest, expires, Hops.NONE);
    }

    /** Signed with the body, for as long as the source tolerates. */
    Presented(Claims claims, Signed signed) {
      this(claims, signed, Optional.empty(), Optional.empty());
    }
  }
}
