package io.sallyport.executor.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.handler.sql.CuttingProxy.Cut;
import io.sallyport.executor.postgres.Database;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known when a connection ends before, while and after the commit is sent. */
class LostConnectionIT {
  private static final String UPDATE = "UPDATE shop.orders SET state = {state} WHERE id = {id}";
  private static final String SLOW = UPDATE + " AND pg_sleep(20) IS NOT NULL";
  private static final String RUNNING =
      "FROM pg_stat_activity WHERE usename ~ '^sallyport_[0-9a-f]{32}$' AND state = 'active'";
  private static final Answer ONE_ROW =
      new Answer(1, Digest.of("[]\n".getBytes(StandardCharsets.US_ASCII)));

  @TempDir private Path home;

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void backendThatDiesBeforeTheCommitHasRolledBack()
      throws SQLException, InterruptedException, ExecutionException {
    FutureTask<Performed> performing = start(() -> SqlTrial.of(home, SLOW).perform());
    await().until(() -> Shop.DATABASE.ask("SELECT query " + RUNNING).toString().contains("shop"));
    Shop.DATABASE.ask("SELECT pg_terminate_backend(pid) " + RUNNING);

    assertThat(performing.get()).isEqualTo(Performed.notExecuted(Code.ROLLED_BACK));
    assertThat(Shop.states()).isEqualTo("new new new");
    assertThat(Shop.performed()).isZero();
  }

  @Test
  void findsCommitWhoseAnswerWasLost() throws IOException, SQLException {
    try (CuttingProxy proxy = CuttingProxy.to(Shop.DATABASE.port(), Cut.AFTER)) {
      Performed performed = behind(proxy).perform();

      assertThat(performed).isEqualTo(new Performed.Succeeded(Optional.of(ONE_ROW)));
      assertThat(proxy.commits()).isEqualTo(1);
      assertThat(Shop.states()).isEqualTo("paid new new");
    }
  }

  @Test
  void findsCommitThatDidNotArrive() throws IOException, SQLException {
    try (CuttingProxy proxy = CuttingProxy.to(Shop.DATABASE.port(), Cut.BEFORE)) {
      Performed performed = behind(proxy).perform();

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.ROLLED_BACK));
      assertThat(Shop.states()).isEqualTo("new new new");
      assertThat(Shop.performed()).isZero();
    }
  }

  @Test
  void isInDoubtOnlyWhenNobodyAnswers() throws IOException {
    try (CuttingProxy proxy = CuttingProxy.to(Shop.DATABASE.port(), Cut.FOR_GOOD)) {
      long begin = System.nanoTime();
      Performed performed = behind(proxy).within(Duration.ofSeconds(2)).perform();

      assertThat(performed).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }
  }

  /** A former owner's transaction may yet commit: that is for no other to deny. */
  @Test
  void isInDoubtWhileAnotherTransactionHoldsItsRow() throws IOException, SQLException {
    try (Connection other = Shop.DATABASE.admin();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(row());
      Performed performed = SqlTrial.of(home, UPDATE).within(Duration.ofSeconds(2)).perform();

      assertThat(performed).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      other.commit();
    }
    assertThat(Shop.states()).isEqualTo("new new new");
  }

  @Test
  void waitsForTransactionThatHoldsItsRow()
      throws SQLException, InterruptedException, ExecutionException {
    FutureTask<Performed> performing;
    try (Connection other = Shop.DATABASE.admin();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(row());
      performing = start(() -> SqlTrial.of(home, UPDATE).perform());
      await().until(() -> !Shop.DATABASE.ask("SELECT 1 " + RUNNING).isEmpty());
      other.commit();
    }

    assertThat(performing.get()).isEqualTo(new Performed.Succeeded(Optional.empty()));
    assertThat(Shop.states()).isEqualTo("new new new");
  }

  /** Deferred constraints are checked by the commit itself. */
  @Test
  void commitThatIsRefusedHasRolledBack() throws IOException, SQLException {
    Shop.DATABASE.run(
        "ALTER TABLE shop.orders ADD CONSTRAINT one_of_each UNIQUE (note) DEFERRABLE"
            + " INITIALLY DEFERRED");
    Performed performed =
        SqlTrial.of(home, "UPDATE shop.orders SET note = 'c', state = {state} WHERE id = {id}")
            .perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.ROLLED_BACK));
    assertThat(Shop.performed()).isZero();
  }

  @Test
  void lostReadIsNotExecuted() throws SQLException, InterruptedException, ExecutionException {
    FutureTask<Performed> performing =
        start(() -> SqlTrial.of(home, "SELECT pg_sleep(20) AS shop").reading("shop").perform());
    await().until(() -> Shop.DATABASE.ask("SELECT query " + RUNNING).toString().contains("shop"));
    Shop.DATABASE.ask("SELECT pg_terminate_backend(pid) " + RUNNING);

    assertThat(performing.get()).isEqualTo(Performed.notExecuted(Code.ROLLED_BACK));
  }

  private SqlTrial behind(CuttingProxy proxy) {
    return SqlTrial.of(home, UPDATE).on(Database.at(proxy.port()));
  }

  private static String row() {
    return "INSERT INTO public.sallyport_actions VALUES ('" + SqlTrial.ACTION.text() + "', 'x')";
  }

  private static FutureTask<Performed> start(Callable<Performed> work) {
    FutureTask<Performed> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }
}
