package io.sallyport.executor.resolve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers that wait to be recorded, in the order in which they came. An answer stays until its
 * partition's owner has recorded or refused it, or its time is over, so that a lane which is taken
 * over anew finds it again. Safe for any thread.
 */
public final class Docket {
  /** How many answers wait at most: those of other processes' partitions stay until their end. */
  public static final int MOST = 10_000;

  private final int most;
  private final List<Answer> waiting = new ArrayList<>();

  /** An empty docket for that many answers. */
  public Docket(int most) {
    this.most = most;
  }

  /** Takes one in, the same command once however often it came; false when it is full. */
  synchronized boolean add(Answer answer, Instant now) {
    waiting.removeIf(each -> !now.isBefore(each.counts()));
    return waiting.stream().anyMatch(each -> each.command().equals(answer.command()))
        || (waiting.size() < most && waiting.add(answer));
  }

  /** What waits for the owner of that partition. */
  public synchronized List<Answer> of(int partition, Instant now) {
    return waiting.stream()
        .filter(each -> each.record().partition() == partition && now.isBefore(each.counts()))
        .toList();
  }

  /** It was recorded or refused. */
  public synchronized void remove(Answer answer) {
    waiting.remove(answer);
  }
}
