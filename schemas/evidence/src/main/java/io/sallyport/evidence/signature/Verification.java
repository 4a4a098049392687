package io.sallyport.evidence.signature;

import io.sallyport.evidence.source.Claims;

/** What the evidence of a delivery came to. */
public sealed interface Verification {

  /**
   * The signature holds for these bytes and this time.
   *
   * @param claims what else it covers
   */
  record Proven(Claims claims) implements Verification {}

  /**
   * The evidence has its form and this time, but whoever reads it has no key to say more. It proves
   * nothing.
   *
   * @param claims what it would cover
   */
  record Presented(Claims claims) implements Verification {}

  /**
   * It does not hold. Senders are never told why.
   *
   * @param reason for codes, metrics and logs
   */
  record Unproven(Reason reason) implements Verification {}

  /** Why a delivery is unproven. */
  enum Reason {
    /** A header of the scheme is not there. */
    MISSING,
    /** One is there more than once. */
    REPEATED,
    /** One has not the form of the scheme. */
    MALFORMED,
    /** It is not the signature of any accepted key over these bytes. */
    MISMATCH,
    /** It was signed too long before or after. */
    STALE,
    /** A hop of its delegation does not follow the one before. */
    DELEGATION_BROKEN,
    /** It has more hops than may be. */
    DELEGATION_TOO_DEEP,
    /** A hop hands on more than it was handed. */
    DELEGATION_WIDENED,
    /** A hop is over, or not begun. */
    DELEGATION_EXPIRED
  }
}
