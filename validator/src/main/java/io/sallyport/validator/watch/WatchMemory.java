package io.sallyport.validator.watch;

import io.sallyport.contract.id.DeskKey;
import java.util.Optional;

/** What is remembered of the senders of one partition. */
public interface WatchMemory {
  /** Nothing. */
  WatchMemory EMPTY = _ -> Optional.empty();

  /** What is known of that sender, if anything is. */
  Optional<Known> known(DeskKey sender);
}
