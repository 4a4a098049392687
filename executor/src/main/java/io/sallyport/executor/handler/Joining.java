package io.sallyport.executor.handler;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.ledger.Outgoing;
import org.apache.avro.generic.GenericRecord;

/**
 * Performs the actions of one type as records that the turn itself carries: they are there exactly
 * when the turn's outcomes are. Safe for any thread; may block for a moment.
 */
public interface Joining {
  /** The record of an action, or why it is not performed. Nothing is sent here. */
  Joined join(ActionId action, GenericRecord fields);

  /** The most bytes that one record has. */
  long maxBytes();

  /** What became of an action. */
  sealed interface Joined {
    /** The turn carries this. */
    record Carried(Outgoing record) implements Joined {}

    /** Nothing is carried. */
    record Refused(Code code) implements Joined {}
  }
}
