package io.sallyport.service.admin;

import io.sallyport.service.metrics.Metrics;
import java.lang.management.ManagementFactory;

/** The few figures of the Java process that every role shows. */
public final class JvmMetrics {
  private static final double MILLIS_PER_SECOND = 1_000.0;

  private JvmMetrics() {}

  /** Registers heap, threads, start time and the build's version. */
  public static void register(Metrics metrics, String role) {
    var memory = ManagementFactory.getMemoryMXBean();
    var threads = ManagementFactory.getThreadMXBean();
    double start = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND;
    metrics.gauge(
        "jvm_heap_used_bytes", "Heap in use.", () -> memory.getHeapMemoryUsage().getUsed());
    metrics.gauge("jvm_threads", "Platform threads.", threads::getThreadCount);
    metrics.gauge("process_start_time_seconds", "Start of the process since 1970.", () -> start);
    metrics
        .gauge("sallyport_build_info", "Always 1, with the version.", "role", "version")
        .set(1, role, Version.current());
  }
}
