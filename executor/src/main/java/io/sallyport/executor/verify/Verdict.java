package io.sallyport.executor.verify;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.ledger.Task;

/** What came of verifying a record. */
public sealed interface Verdict {
  /** Every check holds; whether it is the first of its id is the ledger's to say. */
  record Genuine(SealedAction action) implements Verdict {}

  /** The mandate is the validator's and for this record, but its time is over. */
  record Late(Task task) implements Verdict {}

  /** The mandate is the validator's and for this record, but what it is for was revoked. */
  record Revoked(Task task) implements Verdict {}

  /**
   * The record is not what it claims to be; its own ids prove nothing.
   *
   * @param code the first check that failed
   * @param digest of the record's value
   */
  record Rejected(Code code, Digest digest) implements Verdict {}
}
