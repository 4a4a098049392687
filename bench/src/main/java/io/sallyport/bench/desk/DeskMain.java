package io.sallyport.bench.desk;

import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Site;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a real validator process costs with many open holds, live sessions and lines that wait. */
public final class DeskMain {
  private static final String USAGE =
      """
      usage: DeskMain HOLDS SESSIONS WAITING SAMPLE

      HOLDS     that stay open, for example 10000
      SESSIONS  that stay live, for example 100000
      WAITING   actions that wait at the desk, each in its session
      SAMPLE    decisions that are measured before and after
      """;
  private static final int PER_SOURCE = 900;
  private static final int IDLE_SECONDS = 15;

  private final Site site;
  private final Crowd crowd;
  private JvmProcess validator;

  private DeskMain(Site site, Crowd crowd) throws InterruptedException {
    this.site = site;
    this.crowd = crowd;
    this.validator = site.launchValidator().awaitReady();
  }

  /** Prints a line for each step. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 4) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    int holds = Integer.parseInt(arguments[0]);
    int sessions = Integer.parseInt(arguments[1]);
    int waiting = Integer.parseInt(arguments[2]);
    int sample = Integer.parseInt(arguments[3]);
    int sources = (sessions + 3 * sample) / PER_SOURCE + 1;
    Path bundle = TemporaryDirectory.create("desk-bundle");
    try (Site site = Site.open(DeskBundle.write(bundle, sources), Site.PARTITIONS);
        Crowd crowd = new Crowd(site, sources)) {
      new DeskMain(site, crowd).run(holds, sessions, waiting, sample);
    } finally {
      TemporaryDirectory.delete(bundle);
    }
    System.exit(0);
  }

  private void run(int holds, int sessions, int waiting, int sample) throws InterruptedException {
    crowd.begin(sample);
    measure("decisions with little remembered", sample, () -> crowd.begin(sample));
    measure("sessions", sessions, () -> crowd.begin(sessions));
    measure("holds", holds, () -> crowd.ask(holds));
    measure("decisions with all that remembered", sample, () -> crowd.begin(sample));
    idle("nothing waits");
    restart("with its state");
    validator.kill();
    TemporaryDirectory.delete(site.directory().resolve("validator/state"));
    restart("without its state");
    crowd.defer(waiting);
    idle(waiting + " wait");
    validator.close();
  }

  private void measure(String what, int count, Runnable work) {
    Duration before = validator.cpu();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double micros = validator.cpu().minus(before).toNanos() / 1e3 / count;
    print(
        "%s: %d in %.0f s, %.0f us of processor time each, %d MiB resident"
            .formatted(what, count, seconds, micros, validator.residentKib() >> 10));
  }

  /** How much of a processor it takes while nothing comes. */
  private void idle(String what) throws InterruptedException {
    TimeUnit.SECONDS.sleep(5);
    Duration before = validator.cpu();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    double millis = validator.cpu().minus(before).toMillis() / (double) IDLE_SECONDS;
    print("%s: %.0f ms of processor time a second".formatted(what, millis));
  }

  /** From its start until one more action is sealed and one more is held. */
  private void restart(String how) throws InterruptedException {
    validator.kill();
    long start = System.nanoTime();
    validator = site.launchValidator().awaitReady();
    double ready = (System.nanoTime() - start) / 1e9;
    crowd.begin(1);
    crowd.ask(1);
    double decided = (System.nanoTime() - start) / 1e9;
    print(
        "restart %s: ready after %.1f s, both decided after %.1f s".formatted(how, ready, decided));
  }

  private static void print(String line) {
    System.out.println(line + "; " + Figures.load());
  }
}
