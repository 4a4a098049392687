package io.sallyport.executor.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends an action early: its time, its lease, its deadline, a revocation. */
class SqlTimesIT {
  private static final String UPDATE = "UPDATE shop.orders SET state = {state} WHERE id = {id}";
  private static final String SLOW = UPDATE + " AND pg_sleep(30) IS NOT NULL";

  @TempDir private Path home;

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void endsItsStatementInTime() throws IOException, SQLException {
    Performed performed = trial(SLOW).within(Duration.ofSeconds(2)).perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.ROLLED_BACK));
    assertUntouched();
  }

  @Test
  void endsItsStatementWithTheLease() throws IOException, SQLException {
    Instant soon = Instant.now().plusSeconds(2);
    Performed performed =
        trial(SLOW)
            .perform(
                SqlTrial.fields("paid"),
                new Performance.Times(SqlTrial.FAR, soon, Clock.systemUTC()));

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.LEASE_OVER));
    assertThat(Instant.now()).isBefore(soon.plusSeconds(3));
    assertUntouched();
  }

  /** What holds it up before it starts takes nothing from the lease's end. */
  @Test
  void aLateStartEndsWithTheLeaseToo() throws IOException, SQLException {
    Instant soon = Instant.now().plusSeconds(3);
    Performed performed =
        trial(SLOW)
            .perform(
                SqlTrial.fields("paid"),
                new Performance.Times(SqlTrial.FAR, soon, Clock.systemUTC()),
                () -> heldUpUntil(soon.minusSeconds(1)));

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.LEASE_OVER));
    assertThat(Instant.now()).isBefore(soon.plusSeconds(2));
    assertUntouched();
  }

  private static Optional<Code> heldUpUntil(Instant until) {
    Awaitility.await().until(() -> Instant.now().isAfter(until));
    return Optional.empty();
  }

  /** No COMMIT was sent: asking the ledger makes that certain. */
  @Test
  void whoIsCutShortStillKnowsWhetherItHappened() throws Exception {
    AtomicReference<Performed> ended = new AtomicReference<>();
    SqlTrial trial = trial(SLOW);
    Thread performing =
        Thread.ofVirtual()
            .start(() -> {
              try {
                ended.set(trial.perform());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Awaitility.await().until(() -> Shop.roles().size() == 1 && Shop.sleeps());

    performing.interrupt();
    performing.join();

    assertThat(ended.get()).isInstanceOf(Performed.NotExecuted.class);
    assertUntouched();
  }

  @Test
  void startsNothingAfterItsDeadline() throws IOException, SQLException {
    Performance.Times over =
        new Performance.Times(Instant.now().minusMillis(1), SqlTrial.FAR, Clock.systemUTC());

    assertThat(trial(UPDATE).perform(SqlTrial.fields("paid"), over))
        .isEqualTo(Performed.notExecuted(Code.DEADLINE_PASSED));
    assertUntouched();
  }

  private SqlTrial trial(String statement) {
    return SqlTrial.of(home, statement);
  }

  private static void assertUntouched() throws SQLException {
    assertThat(Shop.states()).isEqualTo("new new new");
    assertThat(Shop.performed()).isZero();
  }
}
