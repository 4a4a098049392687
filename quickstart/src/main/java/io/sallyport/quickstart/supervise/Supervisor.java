package io.sallyport.quickstart.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps a set of children running and ends all of them together.
 *
 * <p>A child that ends is named with its last log lines and started again as often as its budget
 * allows; after that, or if a child ends before {@link #endureEnds}, the whole set has failed. Each
 * child has a watching thread; the owner may be any thread.
 */
public final class Supervisor implements AutoCloseable {
  private final Settings settings;
  private final Consumer<String> notices;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile boolean patient;

  /**
   * What a supervisor needs to know.
   *
   * @param isolation how the children are kept apart
   * @param logs the directory of their log files
   * @param run the directory of their pid files
   * @param logLimit bytes of one log file; a child has two
   * @param budget how often each may be started again
   * @param grace how long the children of one stage may take to end
   */
  public record Settings(
      Isolation isolation,
      Path logs,
      Path run,
      long logLimit,
      RestartBudget budget,
      Duration grace) {}

  /** Nothing runs yet; notices are whole sentences for a person. */
  public Supervisor(Settings settings, Consumer<String> notices) {
    this.settings = settings;
    this.notices = notices;
  }

  /** Starts one more child. */
  public void start(ChildSpec spec) {
    synchronized (watches) {
      if (stopping.get()) {
        throw new SuperviseException("the stack is being stopped");
      }
      var log = new ChildLog(ChildLog.in(settings.logs(), spec.name()), settings.logLimit());
      var watch = new Watch(spec, log, settings.budget());
      watches.add(watch);
      Thread.ofPlatform().daemon().name("watch-" + spec.name()).start(watch::follow);
    }
  }

  /** From now on a child that ends is started again; before, its end is a failure. */
  public void endureEnds() {
    patient = true;
  }

  /** Whether a child has ended for good. */
  public boolean hasFailed() {
    return failure.isDone();
  }

  /** Which child has ended for good, with its last lines. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.getNow(null));
  }

  /** Blocks until a child has ended for good and returns the reason. */
  public String awaitFailure() throws InterruptedException {
    try {
      return failure.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends all children, those of the latest stage first; kills those that do not end in time. */
  public void stop() {
    List<Watch> left;
    synchronized (watches) {
      stopping.set(true);
      left = new ArrayList<>(watches);
    }
    left.sort(Comparator.comparingInt((Watch watch) -> watch.spec.stage()).reversed());
    while (!left.isEmpty()) {
      int stage = left.getFirst().spec.stage();
      List<Watch> together = left.stream().filter(w -> w.spec.stage() == stage).toList();
      left.removeAll(together);
      end(together);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private Child run(ChildSpec spec, ChildLog log, PidFile pidFile) {
    Child child = Child.start(spec, settings.isolation(), log);
    pidFile.write(child.handle());
    return child;
  }

  private void end(List<Watch> together) {
    long deadline = System.nanoTime() + settings.grace().toNanos();
    together.forEach(watch -> watch.child.terminate());
    for (Watch watch : together) {
      watch.child.awaitOrKill(deadline);
      watch.pidFile.delete();
    }
  }

  /** One child over all its runs; its fields change under the supervisor's lock only. */
  private final class Watch {
    private final ChildSpec spec;
    private final ChildLog log;
    private final PidFile pidFile;
    private RestartBudget budget;
    private volatile Child child;

    private Watch(ChildSpec spec, ChildLog log, RestartBudget budget) {
      this.spec = spec;
      this.log = log;
      this.budget = budget;
      this.pidFile = new PidFile(settings.run(), spec.name());
      this.child = run(spec, log, pidFile);
    }

    private void follow() {
      try {
        boolean again = true;
        while (again) {
          int status = child.await();
          synchronized (watches) {
            again = !stopping.get() && restart(status);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (SuperviseException e) {
        failure.complete(e.getMessage());
      }
    }

    private boolean restart(int status) {
      String ending = spec.name() + " ended with status " + status;
      if (!patient) {
        failure.complete(ending + " while the stack was starting." + lastLines());
        return false;
      }
      return switch (budget.spend(Instant.now())) {
        case RestartBudget.GiveUp() -> {
          failure.complete(ending + " more often than allowed." + lastLines());
          yield false;
        }
        case RestartBudget.Restart(int number, RestartBudget rest) -> {
          String count = number + " of " + rest.limit() + " within " + rest.window().toSeconds();
          notices.accept(ending + "; restart " + count + " s." + lastLines());
          budget = rest;
          child = run(spec, log, pidFile);
          yield true;
        }
      };
    }

    private String lastLines() {
      var text = new StringBuilder(" Its last lines (" + log.file() + "):");
      log.tail().forEach(line -> text.append("\n  ").append(line));
      return text.toString();
    }
  }
}
