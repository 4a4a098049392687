package io.sallyport.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests over connections that are open before the first one. At a rate each has its time,
 * whatever became of those before, and its answer counts from then.
 */
final class Load {
  static final int AS_FAST_AS_IT_GOES = 0;

  private final int port;
  private final Shape shape;
  private final AtomicLong next = new AtomicLong();

  Load(int port, Shape shape) {
    this.port = port;
    this.shape = shape;
  }

  /**
   * How it is asked.
   *
   * @param connections open at once
   * @param rate requests a second over all of them; 0: each follows the answer before it
   * @param time for how long
   */
  record Shape(int connections, int rate, Duration time) {}

  /** What was answered. */
  static final class Answered {
    private final double[] millis;
    private final double seconds;

    private Answered(double[] millis, double seconds) {
      this.millis = millis;
      this.seconds = seconds;
    }

    int count() {
      return millis.length;
    }

    double perSecond() {
      return count() / seconds;
    }

    double[] millis() {
      return millis.clone();
    }
  }

  /** Throws {@link IllegalStateException} where an answer is another than 202, or none comes. */
  Answered run() throws InterruptedException {
    List<Connection> open = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < shape.connections(); number++) {
        open.add(new Connection(port));
      }
      long start = System.nanoTime();
      List<Future<double[]>> parts =
          open.stream().map(each -> threads.submit(() -> ask(each, start))).toList();
      List<double[]> millis = new ArrayList<>();
      for (Future<double[]> part : parts) {
        millis.add(part.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Answered(millis.stream().flatMapToDouble(Arrays::stream).toArray(), seconds);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.forEach(Load::close);
    }
  }

  private double[] ask(Connection connection, long start) throws IOException {
    long end = start + shape.time().toNanos();
    double[] millis = new double[256];
    int count = 0;
    for (long due = due(start); due < end; due = due(start)) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      connection.ask(next.get());
      millis = count < millis.length ? millis : Arrays.copyOf(millis, 2 * count);
      millis[count++] = (System.nanoTime() - due) / 1e6;
    }
    return Arrays.copyOf(millis, count);
  }

  private long due(long start) {
    long number = next.getAndIncrement();
    return shape.rate() == AS_FAST_AS_IT_GOES
        ? System.nanoTime()
        : start + TimeUnit.SECONDS.toNanos(number) / shape.rate();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
