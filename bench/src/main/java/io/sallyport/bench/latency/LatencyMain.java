package io.sallyport.bench.latency;

import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Site;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;
import java.time.Duration;

/** From the untrusted topic to the trusted one at a fixed rate: open loop, one sender. */
public final class LatencyMain {
  private static final String USAGE =
      """
      usage: LatencyMain RATE SECONDS WARMUP

      RATE     deliveries a second
      SECONDS  that count
      WARMUP   seconds before them that do not
      """;
  private static final Path BUNDLE = Path.of("quickstart/src/main/bundles/validator");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LatencyMain() {}

  /** Prints the quantiles. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    int rate = Integer.parseInt(arguments[0]);
    int warmUp = rate * Integer.parseInt(arguments[2]);
    Journey journey = new Journey(warmUp + rate * Integer.parseInt(arguments[1]));
    try (Site site = Site.open(BUNDLE, 1);
        JvmProcess gate = site.launchValidator().awaitReady()) {
      run(site, journey, rate);
      require(gate.isAlive());
    }
    int received = journey.receivedSince(0);
    System.out.printf("%d sent at %d/s, %d sealed%n", journey.count(), rate, received);
    System.out.println(
        "due to acknowledged: " + Figures.latencies(journey.toAcknowledgement(warmUp)));
    System.out.println("due to received: " + Figures.latencies(journey.toReceipt(warmUp)));
    System.exit(received == journey.count() ? 0 : 1);
  }

  private static void run(Site site, Journey journey, int rate) throws InterruptedException {
    Arrivals arrivals = new Arrivals(site, journey, PATIENCE);
    Thread reader = Thread.ofPlatform().name("arrivals").start(arrivals);
    System.out.println("before: " + Figures.load());
    try (Pace pace = new Pace(site, journey, rate)) {
      pace.run();
    }
    reader.join();
    System.out.println("after: " + Figures.load());
  }

  private static void require(boolean isAlive) {
    if (!isAlive) {
      throw new IllegalStateException("the validator did not live to the end");
    }
  }
}
