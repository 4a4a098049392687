package io.sallyport.executor.lane;

import io.sallyport.executor.claim.TurnWriter;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.ledger.PartitionLedger;
import io.sallyport.executor.ledger.Turn;
import java.time.Instant;
import java.util.Optional;

/** Where the lane stands. */
sealed interface LaneState {
  /** Not in our hands; may be taken over from {@code from} on. */
  record Away(Instant from) implements LaneState {}

  /** A thread takes it over. */
  record Taking() implements LaneState {}

  /** Ours, and no transaction is under way. */
  record Idle(TurnWriter writer, PartitionLedger ledger, Place place) implements LaneState {}

  /** Ours, and a transaction is under way, or will be written again from {@code again} on. */
  record Writing(Idle base, Turn turn, Optional<Instant> again) implements LaneState {}
}
