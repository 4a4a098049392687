package io.sallyport.validator.seal;

import io.sallyport.contract.id.Bytes;

/** What came of sealing. */
public sealed interface Sealed {
  /**
   * A record of a trusted topic.
   *
   * @param cell whose topic
   * @param key the record's key
   * @param value the record's value
   * @param mandate the signed permission, for the header of that name
   * @param traceparent a new trace, for the header of that name
   */
  record Action(String cell, Bytes key, Bytes value, String mandate, String traceparent)
      implements Sealed {}

  /** Its time was over before it could be sealed. */
  record Expired() implements Sealed {}
}
