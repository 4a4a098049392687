package io.sallyport.executor.handler.sql;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.postgres.Failure;
import io.sallyport.executor.postgres.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction of an action. Whoever ends it early leaves the rest to the session's end,
 * which rolls back: as long as no COMMIT was sent, nothing has happened. Used once, by one thread.
 */
final class Transaction {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  private final SqlSpec spec;
  private final Session session;
  private final Connection connection;
  private final Performance performance;

  Transaction(SqlSpec spec, Session session, Performance performance) {
    this.spec = spec;
    this.session = session;
    this.connection = session.connection();
    this.performance = performance;
  }

  /** How it ended. */
  sealed interface Ended {
    /** Committed, now or, without an answer, by a former attempt; or read. */
    record Done(Optional<Answer> answer) implements Ended {}

    /** Certainly rolled back. */
    record Refused(Code code) implements Ended {}

    /** Certainly rolled back, because the time was over. */
    record TimedOut() implements Ended {}

    /** Only the ledger knows. */
    record Unknown(Optional<Answer> answer) implements Ended {}
  }

  /** A statement that reads needs no row: to read twice is to read once. */
  Ended run() {
    Optional<Code> late = performance.tooLate();
    if (late.isPresent()) {
      return new Ended.Refused(late.get());
    }
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      return rolledBack(e);
    }
    if (spec.readOnly()) {
      return perform();
    }
    try {
      if (!spec.ledger().claim(connection, performance)) {
        return new Ended.Done(Optional.empty());
      }
    } catch (SQLException e) {
      return withoutRow(e);
    }
    return perform();
  }

  /** Who waits for the row may wait for a former owner's transaction, which may yet commit. */
  private Ended withoutRow(SQLException thrown) {
    Failure failure = Failure.of(thrown);
    if (!failure.answered()) {
      return new Ended.Unknown(Optional.empty());
    }
    LOG.warn(
        "the table {} cannot be used: SQLSTATE {}; create it and grant INSERT and SELECT on it",
        spec.ledger().table(),
        failure.state());
    return new Ended.Refused(Code.LEDGER_UNUSABLE);
  }

  private Ended perform() {
    Answer answer;
    try (PreparedStatement statement = connection.prepareStatement(spec.statement().sql())) {
      Parameters.bind(statement, spec.statement().fields(), performance.fields());
      answer = Result.of(statement, spec);
    } catch (Result.Refused e) {
      return new Ended.Refused(e.code());
    } catch (SQLException e) {
      return rolledBack(e);
    }
    return spec.readOnly() ? new Ended.Done(Optional.of(answer)) : commit(answer);
  }

  private Ended commit(Answer answer) {
    try {
      connection.commit();
      return new Ended.Done(Optional.of(answer));
    } catch (SQLException e) {
      return new Ended.Unknown(Optional.of(answer));
    }
  }

  private Ended rolledBack(SQLException thrown) {
    if (session.isOver()) {
      return new Ended.TimedOut();
    }
    if (Failure.isTooLarge(thrown)) {
      return new Ended.Refused(Code.RESPONSE_TOO_LARGE);
    }
    boolean answered = Failure.of(thrown).answered();
    return new Ended.Refused(answered ? Code.TARGET_REFUSED : Code.ROLLED_BACK);
  }
}
