package io.sallyport.evidence.signature;

import io.sallyport.contract.mandate.Assurance;

/** Whether a delivery proved its sender. */
public sealed interface Verification {

  /**
   * The signature holds for these bytes.
   *
   * @param assurance how much that proves
   */
  record Proven(Assurance assurance) implements Verification {}

  /**
   * It does not. Senders are never told why.
   *
   * @param reason for metrics and logs
   */
  record Unproven(Reason reason) implements Verification {}

  /** Why a delivery is unproven. */
  enum Reason {
    /** There is no signature header. */
    MISSING,
    /** There is more than one. */
    REPEATED,
    /** It has not the form of the scheme. */
    MALFORMED,
    /** It is not that of any accepted secret over these bytes. */
    MISMATCH
  }
}
