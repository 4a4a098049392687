package io.sallyport.bench.hold;

import io.sallyport.bench.kill.Kills;
import java.util.List;

/** When somebody was there to do something. */
final class Clock {
  /** What was due so short before a kill may not have been committed. */
  private static final long UNCOMMITTED = 1000;

  /** What a record may take to its effect on a busy machine, while nothing is killed. */
  private static final long SLACK = 5000;

  private final List<Kills.Outage> outages;

  Clock(List<Kills.Outage> outages) {
    this.outages = List.copyOf(outages);
  }

  /** When something that is due then can be done. */
  long due(long moment) {
    return after(moment, UNCOMMITTED);
  }

  /** When what was written then has been read for sure, after so long without a kill. */
  long read(long moment) {
    return after(moment, SLACK) + SLACK;
  }

  /** That moment, or the end of the outages in which it lies or that begin so soon after it. */
  private long after(long moment, long soon) {
    long after = moment;
    for (Kills.Outage outage : outages) {
      long ready = outage.ready().toEpochMilli();
      if (after + soon >= outage.down().toEpochMilli() && after < ready) {
        after = ready;
      }
    }
    return after;
  }
}
