package io.sallyport.ingest.publish;

/** What came of publishing one delivery. */
public sealed interface Publication {

  /** Every in-sync replica has it. */
  record Acknowledged() implements Publication {}

  /** The broker does not take records of this size. */
  record TooLarge() implements Publication {}

  /**
   * No acknowledgement in time. The record may still be on the topic: a second attempt of the
   * sender has the same identity, and the gate takes one of the two.
   *
   * @param cause the kind of trouble, for logs
   */
  record Unavailable(String cause) implements Publication {}
}
