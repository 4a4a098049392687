package io.sallyport.validator.hold;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * How many actions wait on one partition, of all senders and of each. Owned by the stream thread.
 */
final class OpenHolds {
  private final Map<Bytes, Integer> bySender = new HashMap<>();
  private int all;

  /** One, whosever: those of versions before have no entry under their sender. */
  void found() {
    all++;
  }

  void foundOf(Bytes sender) {
    bySender.merge(sender, 1, Integer::sum);
  }

  void opened(Bytes sender) {
    all++;
    foundOf(sender);
  }

  void closed(Bytes sender) {
    all--;
    bySender.computeIfPresent(sender, (_, count) -> count > 1 ? count - 1 : null);
  }

  int all() {
    return all;
  }

  int of(Bytes sender) {
    return bySender.getOrDefault(sender, 0);
  }
}
