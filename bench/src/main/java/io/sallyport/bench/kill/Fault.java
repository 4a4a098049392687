package io.sallyport.bench.kill;

/** What must not be found. */
enum Fault {
  /** A delivery that has neither an ending nor all of its decisions. */
  LOST,
  /** A delivery that ended more than once, or ended and was decided, or too often. */
  ENDED_TWICE,
  /** A dedupe id on which one rule ruled twice. */
  DECIDED_TWICE,
  /** A receipt about a delivery that nobody sent. */
  UNKNOWN_DELIVERY,
  /** A receipt whose signature does not hold. */
  RECEIPT_UNSIGNED,
  /** A receipt that does not follow the one before it. */
  CHAIN_BROKEN,
  /** A trusted record without a mandate of ours for this value at this place. */
  MANDATE_WRONG,
  /** An action that lies on the trusted topic twice. */
  SEALED_TWICE,
  /** A trusted record without a receipt that allows it. */
  RECEIPT_MISSING,
  /** A receipt that allows what is not on the trusted topic. */
  SEALED_MISSING
}
