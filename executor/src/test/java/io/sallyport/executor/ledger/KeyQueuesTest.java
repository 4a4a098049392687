package io.sallyport.executor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.testkit.Seeded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyQueuesTest {
  private final KeyQueues queues = new KeyQueues();

  @Test
  void namesIdleKeysByTheirLowestOffset() {
    queues.add("b", 1);
    queues.add("a", 2);
    queues.add("b", 3);

    assertThat(queues.idleKeys()).containsExactly("b", "a");
  }

  @Test
  void keepsOrderWithinKey() {
    queues.add("a", 1);
    queues.add("a", 2);
    queues.removeHead("a");

    assertThat(queues.head("a")).hasValue(2);
  }

  @Test
  void busyKeyIsNotIdle() {
    queues.add("a", 1);
    queues.occupy("a");
    queues.add("a", 2);

    assertThat(queues.idleKeys()).isEmpty();
    assertThat(queues.head("a")).hasValue(1);
  }

  @Test
  void releasedKeyIsIdleAgain() {
    queues.occupy("a");
    queues.add("a", 1);
    queues.release("a");

    assertThat(queues.idleKeys()).containsExactly("a");
  }

  @Test
  void refusesSecondActionOfOneKey() {
    queues.occupy("a");

    assertThatThrownBy(() -> queues.occupy("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesReleaseOfIdleKey() {
    assertThatThrownBy(() -> queues.release("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void behavesAsTheNaiveModel() {
    Seeded.forAll(200, random -> new Pair().run(random));
  }

  /** The queues beside lists that are searched from the front. */
  private static final class Pair {
    private final KeyQueues queues = new KeyQueues();
    private final Map<String, Deque<Long>> model = new TreeMap<>();
    private final Set<String> busy = new HashSet<>();
    private long offset;

    void run(Random random) {
      for (int step = 0; step < 200; step++) {
        String key = "k" + random.nextInt(5);
        switch (random.nextInt(4)) {
          case 0, 1 -> add(key);
          case 2 -> takeOrOccupy(key, random.nextBoolean());
          default -> release(key);
        }
        assertThat(queues.idleKeys()).isEqualTo(idle());
        assertThat(queues.head(key)).isEqualTo(head(key));
      }
    }

    private void add(String key) {
      queues.add(key, offset);
      model.computeIfAbsent(key, name -> new ArrayDeque<>()).addLast(offset++);
    }

    private void takeOrOccupy(String key, boolean occupy) {
      if (busy.contains(key) || head(key).isEmpty()) {
        return;
      }
      queues.removeHead(key);
      model.getOrDefault(key, new ArrayDeque<>()).removeFirst();
      if (occupy) {
        queues.occupy(key);
        busy.add(key);
      }
    }

    private void release(String key) {
      if (busy.remove(key)) {
        queues.release(key);
      }
    }

    private OptionalLong head(String key) {
      Deque<Long> queue = model.getOrDefault(key, new ArrayDeque<>());
      return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.getFirst());
    }

    private List<String> idle() {
      List<String> keys = new ArrayList<>(model.keySet());
      keys.removeIf(key -> busy.contains(key) || head(key).isEmpty());
      keys.sort(Comparator.comparingLong(key -> head(key).getAsLong()));
      return keys;
    }
  }
}
