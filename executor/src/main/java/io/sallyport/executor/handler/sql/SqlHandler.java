package io.sallyport.executor.handler.sql;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.postgres.Login;
import io.sallyport.executor.postgres.Session;
import io.sallyport.executor.postgres.Terms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Performs an action as one transaction on a connection of its own: first the action's row in the
 * target's ledger, then the statement, then the commit. Whether it happened is in the row, so where
 * the answer to a commit is lost the target is asked. Safe for any thread.
 */
public final class SqlHandler implements Handler {
  /** Of the whole time, the last such part is for asking whether a commit took effect. */
  static final int ASKING = 4;

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final SqlSpec spec;

  /** A handler of {@code spec}; does not connect. */
  public SqlHandler(SqlSpec spec) {
    this.spec = spec;
  }

  @Override
  public Duration timeout() {
    return spec.limits().timeout();
  }

  /** The row decides; and what only reads has nothing to decide. */
  @Override
  public boolean isExactlyOnce() {
    return true;
  }

  @Override
  public Performed perform(Performance performance) {
    Optional<Code> late = performance.tooLate();
    if (late.isPresent()) {
      return Performed.notExecuted(late.get());
    }
    Duration time = performance.time(timeout());
    boolean cut = time.compareTo(timeout()) < 0;
    Step step = new Step(login(performance), System.nanoTime() + time.toNanos(), cut);
    Terms terms =
        new Terms(
            time.minus(time.dividedBy(ASKING)),
            spec.readOnly(),
            spec.limits().maxResponse().bytes());
    Transaction.Ended ended;
    try (Session session = Session.open(spec.server(), step.login(), terms)) {
      ended = new Transaction(spec, session, performance).run();
    } catch (SQLException e) {
      return Performed.notExecuted(Code.TARGET_UNREACHABLE);
    }
    return switch (ended) {
      case Transaction.Ended.Done(var answer) -> new Performed.Succeeded(answer);
      case Transaction.Ended.Refused(Code code) -> Performed.notExecuted(code);
      case Transaction.Ended.TimedOut _ -> Performed.notExecuted(step.timedOut(Code.ROLLED_BACK));
      case Transaction.Ended.Unknown(var answer) -> askAnyway(performance, step, answer);
    };
  }

  private static Login login(Performance performance) {
    String user =
        performance
            .lease()
            .companion()
            .orElseThrow(
                () -> new IllegalStateException("the bundle was checked to give such leases"));
    return new Login(user, performance.lease().password());
  }

  /**
   * What one attempt goes by.
   *
   * @param end in terms of {@link System#nanoTime}
   * @param cut whether the lease ends before the timeout does
   */
  private record Step(Login login, long end, boolean cut) {
    Duration left() {
      return Duration.ofNanos(end - System.nanoTime());
    }

    Code timedOut(Code otherwise) {
      return cut ? Code.LEASE_OVER : otherwise;
    }
  }

  /** Asking starts nothing, so who was cut short asks all the same. */
  private Performed askAnyway(
      Performance performance, Step step, Optional<Performed.Answer> answer) {
    boolean interrupted = Thread.interrupted();
    try {
      return ask(performance, step, answer);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Asks by writing the row again, and taking that back: where it is free, no other transaction has
   * it or will.
   */
  private Performed ask(Performance performance, Step step, Optional<Performed.Answer> answer) {
    while (step.left().isPositive()) {
      try (Session session = Session.open(spec.server(), step.login(), Terms.within(step.left()))) {
        session.connection().setAutoCommit(false);
        return spec.ledger().claim(session.connection(), performance)
            ? Performed.notExecuted(Code.ROLLED_BACK)
            : new Performed.Succeeded(answer);
      } catch (SQLException e) {
        if (!paused()) {
          break;
        }
      }
    }
    return Performed.inDoubt(step.timedOut(Code.OUTCOME_UNKNOWN));
  }

  /** Lets the former session end; false when this thread is to give up. */
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
