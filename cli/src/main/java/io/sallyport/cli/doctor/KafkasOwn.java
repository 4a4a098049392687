package io.sallyport.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the topics are held in which Kafka keeps offsets and transactions: without them nothing that
 * is declared can be read or written, and who has acted already is not known.
 *
 * @param declared how many times the Topics document has topics held
 * @param found what is known of each that can be seen, by its name
 */
record KafkasOwn(int declared, Map<String, Held> found) {
  /** The topics. */
  static final List<String> NAMES = List.of("__consumer_offsets", "__transaction_state");

  /** With so many, two have to acknowledge. */
  private static final int ENOUGH = 3;

  KafkasOwn {
    found = Map.copyOf(found);
  }

  /**
   * How one is held.
   *
   * @param replicas the fewest of a partition
   * @param acknowledging how many have to have it: {@code min.insync.replicas}
   */
  record Held(int replicas, int acknowledging) {}

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (String name : NAMES) {
      findings.add(
          Optional.ofNullable(found.get(name))
              .map(held -> finding(name, held))
              .orElseGet(() -> unseen(name)));
    }
    return findings;
  }

  private Finding finding(String name, Held held) {
    int needed = declared >= ENOUGH ? 2 : 1;
    String text =
        "is held %d times, declared %d; min.insync.replicas is %d, needed %d"
            .formatted(held.replicas(), declared, held.acknowledging(), needed);
    boolean holds = held.replicas() >= declared && held.acknowledging() >= needed;
    return Finding.of(holds, Check.KAFKAS_OWN, name, text);
  }

  private static Finding unseen(String name) {
    String text = "was not seen: nothing has needed it yet, or this principal may not describe it";
    return Finding.warning(Check.KAFKAS_OWN, name, text);
  }
}
