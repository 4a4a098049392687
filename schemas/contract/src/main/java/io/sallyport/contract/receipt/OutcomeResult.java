package io.sallyport.contract.receipt;

/** How a sealed action ends. */
public enum OutcomeResult {
  /** The target confirmed it. */
  SUCCEEDED,
  /** It was certainly not performed. */
  FAILED,
  /** It may or may not have been performed. */
  IN_DOUBT,
  /** Its time was over before it was claimed. */
  EXPIRED,
  /** It was revoked before anything was sent. */
  REVOKED,
  /** A later one of its sequence came first. */
  SUPERSEDED
}
