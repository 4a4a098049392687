package io.sallyport.bench.latency;

import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Site;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Good deliveries at a fixed rate beside a flood of garbage on the same topic. */
public final class PoisonMain {
  private static final String USAGE =
      """
      usage: PoisonMain GOOD SECONDS AHEAD

      GOOD     permitted pushes a second
      SECONDS  of the flood
      AHEAD    how many records the flood may be ahead of the gate, for example 500
      """;
  private static final Path BUNDLE = Path.of("quickstart/src/main/bundles/validator");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int WARM_UP_SECONDS = 10;

  private final Site site;
  private final int good;
  private final int seconds;

  private PoisonMain(Site site, int good, int seconds) {
    this.site = site;
    this.good = good;
    this.seconds = seconds;
  }

  /** Prints both rates and the good ones' quantiles; fails if one of them is not sealed. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    boolean isWhole;
    try (Site site = Site.open(BUNDLE, 1);
        JvmProcess gate = site.launchValidator().awaitReady()) {
      int rate = Integer.parseInt(arguments[0]);
      PoisonMain run = new PoisonMain(site, rate, Integer.parseInt(arguments[1]));
      isWhole = run.measure(Integer.parseInt(arguments[2])) && gate.isAlive();
    }
    System.exit(isWhole ? 0 : 1);
  }

  private boolean measure(int ahead) throws InterruptedException {
    int warmUp = good * WARM_UP_SECONDS;
    Journey journey = new Journey(warmUp + good * seconds);
    Arrivals arrivals = new Arrivals(site, journey, PATIENCE);
    Thread reader = Thread.ofPlatform().name("arrivals").start(arrivals);
    System.out.println("before: " + Figures.load());
    try (Pace pace = new Pace(site, journey, good);
        Flood flood = new Flood(site, ahead)) {
      Thread sender = Thread.ofPlatform().name("good").start(pace::run);
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      flood(flood);
      sender.join();
      reader.join();
    }
    int received = journey.receivedSince(0);
    System.out.printf("good: %d sent at %d/s, %d sealed%n", journey.count(), good, received);
    System.out.println("good, due to received: " + Figures.latencies(journey.toReceipt(warmUp)));
    System.out.println("after: " + Figures.load());
    return received == journey.count();
  }

  private void flood(Flood flood) throws InterruptedException {
    long start = System.nanoTime();
    flood.run(start + TimeUnit.SECONDS.toNanos(seconds));
    double sending = (System.nanoTime() - start) / 1e9;
    long behind = flood.behind();
    flood.awaitEnd(PATIENCE);
    double ending = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "garbage: %d written at %.0f/s, refused at %.0f/s, %d behind when the flood ended%n",
        flood.acknowledged(),
        flood.acknowledged() / sending,
        flood.acknowledged() / ending,
        behind);
  }
}
