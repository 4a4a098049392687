package io.sallyport.bench.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a delivery takes through a running stack: from before the request to ingest's answer,
 * and to the effect at the demo target. One sender at a fixed rate; both clocks are this machine's.
 */
public final class PipelineMain {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningStack stack;

  private PipelineMain(RunningStack stack) {
    this.stack = stack;
  }

  /**
   * {@code PipelineMain DATA COUNT RATE}: a stack's data directory, deliveries, deliveries a
   * second.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) {
      System.err.println("usage: PipelineMain DATA COUNT RATE (for example .sallyport 300 10)");
      System.exit(2);
    }
    int count = Integer.parseInt(arguments[1]);
    int rate = Integer.parseInt(arguments[2]);
    new PipelineMain(new RunningStack(Path.of(arguments[0]))).measure(count, rate);
  }

  private void measure(int count, int rate) throws IOException, InterruptedException {
    String run = Long.toHexString(System.nanoTime());
    Map<String, Instant> sent = new HashMap<>();
    List<Duration> answered = new ArrayList<>();
    Instant start = Instant.now();
    for (int i = 0; i < count; i++) {
      Thread.sleep(
          Math.max(
              0, Duration.between(Instant.now(), start.plusMillis(1000L * i / rate)).toMillis()));
      String commit = RunningStack.commit(run, i);
      Instant before = Instant.now();
      stack.push(commit, i % 2 == 0 ? "main" : "release");
      answered.add(Duration.between(before, Instant.now()));
      sent.put(commit, before);
    }
    print("to the answer", answered);
    print("to the effect", effects(sent));
  }

  private List<Duration> effects(Map<String, Instant> sent)
      throws IOException, InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    Map<String, Instant> done = Map.of();
    while (!done.keySet().containsAll(sent.keySet()) && Instant.now().isBefore(giveUp)) {
      Thread.sleep(200);
      done = stack.effects();
    }
    List<Duration> took = new ArrayList<>();
    for (Map.Entry<String, Instant> effect : done.entrySet()) {
      Instant before = sent.get(effect.getKey());
      if (before != null) {
        took.add(Duration.between(before, effect.getValue()));
      }
    }
    return took;
  }

  private static void print(String what, List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    System.out.printf(
        "%s: %d, p50 %d ms, p90 %d ms, p99 %d ms, max %d ms%n",
        what, sorted.size(), at(sorted, 0.50), at(sorted, 0.90), at(sorted, 0.99), at(sorted, 1.0));
  }

  private static long at(List<Duration> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).toMillis();
  }
}
