package io.sallyport.bench.ingest;

import io.sallyport.bench.site.JvmProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that answers 202, and what it did in each round. For one thread. */
final class Contender implements AutoCloseable {
  /** Over which it is asked for its highest rate. */
  private static final int CONNECTIONS = 64;

  private final String name;
  private final JvmProcess process;
  private final int port;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> micros = new ArrayList<>();
  private long accepted;

  Contender(String name, JvmProcess process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  String name() {
    return name;
  }

  /** As many as it takes in that time; it counts, if {@code isMeasured}. */
  String turn(Duration time, boolean isMeasured) throws InterruptedException {
    Duration cpu = process.cpu();
    Load.Answered answered = ask(new Load.Shape(CONNECTIONS, Load.AS_FAST_AS_IT_GOES, time));
    double each = process.cpu().minus(cpu).toNanos() / 1e3 / answered.count();
    if (isMeasured) {
      rates.add(answered.perSecond());
      micros.add(each);
    }
    return "%8.0f/s %6.1f us of its CPU each".formatted(answered.perSecond(), each);
  }

  /** Asks it so, and demands that each answer is 202. */
  Load.Answered ask(Load.Shape shape) throws InterruptedException {
    Load.Answered answered = new Load(port, shape).run();
    accepted += answered.count();
    return answered;
  }

  double[] rates() {
    return rates.stream().mapToDouble(each -> each).toArray();
  }

  double[] micros() {
    return micros.stream().mapToDouble(each -> each).toArray();
  }

  /** How many it has accepted. */
  long accepted() {
    return accepted;
  }

  JvmProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
