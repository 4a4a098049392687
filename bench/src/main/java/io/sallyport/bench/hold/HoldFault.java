package io.sallyport.bench.hold;

/** What must not be found. */
enum HoldFault {
  /** A delivery that nobody was asked about. */
  NEVER_HELD,
  /** An action with two receipts that say that it is held, or two records of it. */
  HELD_TWICE,
  /** A hold without a receipt that says so, or the other way round. */
  HELD_WITHOUT_RECEIPT,
  /** A referral that was decided twice or never. */
  REFERRED_WRONG,
  /** A hold that has not ended. */
  FORGOTTEN,
  /** A hold that ended twice. */
  ENDED_TWICE,
  /** A hold whose record is not closed, or closed twice. */
  CLOSED_WRONG,
  /** An ending in which a person counts twice. */
  COUNTED_TWICE,
  /** An ending that counts what no approver said in time. */
  COUNTED_WRONG,
  /** An ending that leaves out a verdict that was there in time. */
  VERDICT_FORGOTTEN,
  /** Another ending than that of the verdicts. */
  ENDED_WRONG,
  /** A hold that ended for its time before its deadline. */
  TOO_EARLY,
  /** A hold that ended two seconds after its deadline, or after recovery, or later. */
  TOO_LATE,
  /**
   * What was approved and does not lie on the trusted topic exactly once, or lies there unasked.
   */
  SEALED_WRONG,
  /** What was not sealed and was told to the desk otherwise than once, or was told and sealed. */
  TOLD_WRONG,
  /** A receipt whose signature does not hold. */
  RECEIPT_UNSIGNED,
  /** A receipt that does not follow the one before it. */
  CHAIN_BROKEN
}
