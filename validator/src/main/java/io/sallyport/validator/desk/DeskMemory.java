package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.validator.defer.DeferMemory;
import io.sallyport.validator.session.SessionMemory;
import io.sallyport.validator.watch.WatchMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of one partition of the desk. */
public interface DeskMemory {
  /** What counts in that window since an instant later than {@code from}, by time. */
  List<Charge> charges(Window window, Instant from);

  /** All that counts for an action. */
  List<Charge> charges(ActionId action);

  /** Some of what is to be forgotten, the oldest first. */
  List<Charge> over(Instant now);

  /** What came before in sessions. */
  SessionMemory sessions();

  /** What waits. */
  DeferMemory deferred();

  /** What is known of senders. */
  WatchMemory watched();

  /** The number of the last referral of a chain of the gate; -1 before the first. */
  long heard(String chain);

  /** The last word of a cell's chain that was witnessed. */
  Optional<Word.Last> witnessed(String chain);

  /** Sessions and senders, and nothing else. */
  record OfSamples(SessionMemory sessions, WatchMemory watched) implements DeskMemory {
    @Override
    public List<Charge> charges(Window window, Instant from) {
      return List.of();
    }

    @Override
    public List<Charge> charges(ActionId action) {
      return List.of();
    }

    @Override
    public List<Charge> over(Instant now) {
      return List.of();
    }

    @Override
    public DeferMemory deferred() {
      return DeferMemory.EMPTY;
    }

    @Override
    public long heard(String chain) {
      return -1;
    }

    @Override
    public Optional<Word.Last> witnessed(String chain) {
      return Optional.empty();
    }
  }
}
