package io.sallyport.executor;

import io.sallyport.executor.lane.Moments.Moment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Which executors of a series died at the moment that they were told, and how many were killed. */
final class Deaths {
  private static final int BY_SIGKILL = 128 + 9;

  private final Duration life;
  private final Map<Moment, Integer> reached = new EnumMap<>(Moment.class);
  private int missed;

  /** Of processes that get so long to come to their moment. */
  Deaths(Duration life) {
    this.life = life;
  }

  /** Waits until a process died at its moment; kills one that does not come to it. */
  void await(Process process, Moment moment) throws InterruptedException {
    boolean ended = process.waitFor(life.toMillis(), TimeUnit.MILLISECONDS);
    if (ended && process.exitValue() == BY_SIGKILL) {
      reached.merge(moment, 1, Integer::sum);
    } else {
      missed++;
      Stage.kill(process);
    }
  }

  /** How many died at each moment. */
  Map<Moment, Integer> reached() {
    return reached;
  }

  /** How many died at one. */
  int own() {
    return reached.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many did not come to theirs, and were killed. */
  int missed() {
    return missed;
  }
}
