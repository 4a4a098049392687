package io.sallyport.executor.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The offsets that wait, one queue for each order key, and which keys are busy. Owned by the
 * ledger's thread.
 */
final class KeyQueues {
  private final Map<String, Deque<Long>> waiting = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final TreeMap<Long, String> idleHeads = new TreeMap<>();

  /** Puts an offset behind the others of its key. */
  void add(String key, long offset) {
    Deque<Long> queue = waiting.computeIfAbsent(key, name -> new ArrayDeque<>());
    queue.addLast(offset);
    if (queue.size() == 1 && !busy.contains(key)) {
      idleHeads.put(offset, key);
    }
  }

  /** The keys that are idle and have something waiting, the lowest offset first. */
  List<String> idleKeys() {
    return List.copyOf(idleHeads.values());
  }

  /** The first offset that waits for a key. */
  OptionalLong head(String key) {
    Deque<Long> queue = waiting.get(key);
    return queue == null ? OptionalLong.empty() : OptionalLong.of(queue.getFirst());
  }

  /** The head of an idle key waits for its time: until {@link #wake} it is not among the others. */
  void defer(String key) {
    head(key).ifPresent(idleHeads::remove);
  }

  /** The time of a deferred head has come. */
  void wake(String key) {
    if (!busy.contains(key)) {
      head(key).ifPresent(offset -> idleHeads.put(offset, key));
    }
  }

  /** Takes the first offset of an idle key away; the next one becomes its head. */
  void removeHead(String key) {
    Deque<Long> queue = waiting.getOrDefault(key, new ArrayDeque<>());
    idleHeads.remove(queue.removeFirst());
    if (queue.isEmpty()) {
      waiting.remove(key);
    } else if (!busy.contains(key)) {
      idleHeads.put(queue.getFirst(), key);
    }
  }

  /** From now on the key is busy; what waits for it waits on. */
  void occupy(String key) {
    if (!busy.add(key)) {
      throw new IllegalStateException("two actions of one order key at a time");
    }
    head(key).ifPresent(idleHeads::remove);
  }

  /** The key is idle again. */
  void release(String key) {
    if (!busy.remove(key)) {
      throw new IllegalStateException("the order key was not busy");
    }
    head(key).ifPresent(offset -> idleHeads.put(offset, key));
  }
}
