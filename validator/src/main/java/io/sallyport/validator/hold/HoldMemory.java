package io.sallyport.validator.hold;

import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.validator.bundle.HoldLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of the holds of one partition. */
public interface HoldMemory {
  /** The open hold of that action. */
  Optional<Held> find(ActionId id);

  /** Whether no more may wait of who signed {@code held}, or of all. */
  boolean isFull(Held held, HoldLimits limits);

  /** The verdicts on that action, by person. */
  List<Kept> verdicts(ActionId id);

  /** How many verdicts of a person wait for actions that are not held yet, {@code most} at most. */
  int waiting(String person, int most);

  /** Some of the holds whose deadline is not later than {@code now}, the earliest first. */
  List<Held> overdue(Instant now);

  /** Some of the verdicts that have waited until {@code now}. */
  List<Kept> stale(Instant now);

  /** The next few holds that another bundle opened; all of them, asked again and again. */
  List<Held> ofOther(Digest bundle);

  /** The next few holds; all of them, asked again and again. */
  List<Held> some();
}
