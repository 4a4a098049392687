package io.sallyport.bench.ingest;

import io.sallyport.bench.site.JvmProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The resident memory of a process, looked at again and again by a thread of its own. */
final class Memory implements AutoCloseable {
  private final JvmProcess process;
  private final Duration interval;
  private final Thread thread;
  private final List<Double> mebibytes = new ArrayList<>();

  /** Begins to look. */
  Memory(JvmProcess process, Duration interval) {
    this.process = process;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name("memory").start(this::look);
  }

  private void look() {
    try {
      while (true) {
        double now = process.residentKib() / 1024.0;
        synchronized (mebibytes) {
          mebibytes.add(now);
        }
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was seen, in MiB. */
  double[] mebibytes() {
    synchronized (mebibytes) {
      return mebibytes.stream().mapToDouble(each -> each).toArray();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
