package io.sallyport.executor.lane;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.verify.SealedAction;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * What a lane asks of the loop around it; called by the polling thread, but for {@link #perform}
 * and {@link #join}.
 */
public interface Workshop {
  /** Performs a claimed action; called by a thread of its own, blocking. */
  Ending perform(SealedAction action, Claim claim, LedgerTime time);

  /**
   * The record of an action that the turn performs itself; blocks until {@code startBy} at most.
   */
  Joined join(SealedAction action, Instant startBy);

  /** Why an action may not be performed any more, as far as is known now; never blocks. */
  Optional<Code> stopped(SealedAction action);

  /** The group as of now, to be taken together with what is owned. */
  ConsumerGroupMetadata group();

  /** Begin to deliver the partition from this offset on. */
  void deliver(int partition, long offset);

  /** A turn is in the ledger, where the broker appended then what it said, if it said something. */
  void committed(Turn turn, Optional<Instant> appended);

  /** A partition that is being taken over came a record nearer; any thread. */
  void moved();

  /** A turn is not, as {@code result} says. */
  void failed(String result);

  /** Nothing may go on in this process. */
  void stop(RuntimeException cause);
}
