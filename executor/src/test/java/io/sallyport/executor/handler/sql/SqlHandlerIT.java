package io.sallyport.executor.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.postgres.Database;
import io.sallyport.executor.postgres.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real server: what is changed, how often, and what comes back. */
class SqlHandlerIT {
  private static final String UPDATE = "UPDATE shop.orders SET state = {state} WHERE id = {id}";
  private static final String WIDE = "UPDATE shop.orders SET state = {state} WHERE id <= ";

  @TempDir private Path home;

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void performsAndWritesItsRow() throws IOException, SQLException {
    Performed performed = trial(UPDATE).perform();

    assertThat(performed).isEqualTo(succeeded(1, "[]\n"));
    assertThat(Shop.states()).isEqualTo("paid new new");
    assertThat(Shop.DATABASE.ask("SELECT action_id FROM public.sallyport_actions"))
        .containsExactly(SqlTrial.ACTION.text());
  }

  @Test
  void digestsWhatIsReturned() throws IOException {
    Performed performed =
        trial("SELECT id, note, id = 1 AS first FROM shop.orders WHERE id < 3 ORDER BY id")
            .reading("id", "note", "first")
            .rows(2)
            .perform();

    assertThat(performed)
        .isEqualTo(
            succeeded(2, "[\"id\",\"note\",\"first\"]\n[\"1\",\"a\",\"t\"]\n[\"2\",null,\"f\"]\n"));
  }

  @Test
  void performsOnceHoweverOftenItIsAsked() throws IOException, SQLException {
    trial(UPDATE).perform();
    Shop.DATABASE.run("UPDATE shop.orders SET state = 'sent' WHERE id = 1");
    Performed again = trial(UPDATE).perform();

    assertThat(again).isEqualTo(new Performed.Succeeded(Optional.empty()));
    assertThat(Shop.states()).isEqualTo("sent new new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x'; DROP TABLE shop.orders; --",
        "'; COMMIT; DELETE FROM public.sallyport_actions; --",
        "x' OR '1'='1",
        "\\'; SELECT pg_sleep(10); --",
        "{id}",
        "?",
        "$1",
        "/* */",
        "$$;DROP TABLE shop.orders;$$",
        "\u02bc; \uff07 \u2019",
        "E'\\x27'",
        "x\n--\n;",
      })
  void valueStaysValue(String hostile) throws IOException, SQLException {
    trial(UPDATE).perform(SqlTrial.fields(hostile));

    assertThat(Shop.states()).isEqualTo(hostile + " new new");
  }

  @Test
  void valueThatNoTextCanHoldIsNotExecuted() throws IOException, SQLException {
    Performed performed = trial(UPDATE).perform(SqlTrial.fields("nul\0"));

    assertThat(performed).isInstanceOf(Performed.NotExecuted.class);
    assertUntouched();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false"})
  void changesRowsUpToItsLimit(int rows, boolean fits) throws IOException, SQLException {
    Performed performed = trial(WIDE + rows).rows(2).perform();

    if (fits) {
      assertThat(performed).isEqualTo(succeeded(rows, "[]\n"));
    } else {
      assertThat(performed).isEqualTo(Performed.notExecuted(Code.ROWS_EXCEEDED));
      assertUntouched();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false"})
  void returnsRowsUpToItsLimit(int rows, boolean fits) throws IOException, SQLException {
    Performed performed = trial(WIDE + rows + " RETURNING id").returning("id").rows(2).perform();

    assertThat(performed instanceof Performed.Succeeded).isEqualTo(fits);
    assertThat(performed.code()).isEqualTo(fits ? Code.SUCCEEDED : Code.ROWS_EXCEEDED);
    assertThat(Shop.performed()).isEqualTo(fits ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT id, note", "SELECT note", "SELECT id, id", "SELECT 1 AS \"ID\""})
  void refusesColumnThatIsNotAllowed(String select) throws IOException {
    Performed performed = trial(select + " FROM shop.orders WHERE id = 1").reading("id").perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.COLUMNS_REFUSED));
  }

  @Test
  void returnsNothingUnlessItIsAllowed() throws IOException, SQLException {
    Performed performed = trial(UPDATE + " RETURNING id").perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.COLUMNS_REFUSED));
    assertUntouched();
  }

  @ParameterizedTest
  @CsvSource({"1023, SUCCEEDED", "1024, SUCCEEDED", "1025, RESPONSE_TOO_LARGE"})
  void readsResultUpToItsLimit(int bytes, Code code) throws IOException, SQLException {
    Performed performed =
        trial(
                "UPDATE shop.orders SET state = repeat({state}, "
                    + bytes
                    + ") WHERE id = {id}"
                    + " RETURNING state")
            .returning("state")
            .perform(SqlTrial.fields("x"));

    assertThat(performed.code()).isEqualTo(code);
    assertThat(Shop.performed()).isEqualTo(code == Code.SUCCEEDED ? 1 : 0);
  }

  /** The function has its owner's rights; what stops it is the transaction. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT shop.change() AS id",
        "SELECT nextval('shop.numbers') AS id",
        "SELECT set_config('transaction_read_only', 'off', false) AS id, shop.change() AS change",
      })
  void readsWithoutChangingAnything(String statement) throws IOException, SQLException {
    Shop.DATABASE.run("GRANT EXECUTE ON FUNCTION shop.change() TO orders_reader");
    Performed performed = trial(statement).reading("id", "change").perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.TARGET_REFUSED));
    assertUntouched();
  }

  @Test
  void statementThatFailsIsNotExecuted() throws IOException, SQLException {
    Performed performed = trial(UPDATE).perform(SqlTrial.fields("forbidden"));

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.TARGET_REFUSED));
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE public.sallyport_actions",
        "REVOKE INSERT (action_id) ON public.sallyport_actions FROM orders_writer",
        "ALTER TABLE public.sallyport_actions DROP CONSTRAINT sallyport_actions_pkey",
      })
  void performsNothingWithoutItsLedger(String change) throws IOException, SQLException {
    Shop.DATABASE.run(change);
    Performed performed = trial(UPDATE).perform();

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.LEDGER_UNUSABLE));
    assertThat(Shop.states()).isEqualTo("new new new");
  }

  /** Or every action would count as performed before. */
  @Test
  void doesNotTakeSwallowedRowForFormerAttempt() throws IOException, SQLException {
    Shop.DATABASE.run(
        "CREATE FUNCTION shop.swallow() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER swallow BEFORE INSERT ON public.sallyport_actions FOR EACH ROW EXECUTE"
            + " FUNCTION shop.swallow()");
    Performed performed = trial(UPDATE).within(Duration.ofSeconds(1)).perform();

    assertThat(performed).isNotInstanceOf(Performed.Succeeded.class);
    assertThat(Shop.states()).isEqualTo("new new new");
  }

  @Test
  void unreachableServerMeansNotExecuted() throws IOException {
    assertThat(trial(UPDATE).on(Database.at(1)).perform())
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
  }

  @Test
  void wrongPasswordMeansNotExecuted() throws SQLException {
    Execution.Lease terms =
        new LeaseLimit("shop", 1, Duration.ofMinutes(1)).terms(Optional.empty());
    byte[] wrong = "wrong".getBytes(StandardCharsets.US_ASCII);
    Performance.Times far = new Performance.Times(SqlTrial.FAR, SqlTrial.FAR, Clock.systemUTC());
    try (Lease lease = Lease.of(Optional.of("sallyport_minter"), wrong, terms, () -> {})) {
      Performance performance =
          new Performance(SqlTrial.ACTION, SqlTrial.fields("paid"), lease, far, Optional::empty);

      assertThat(new SqlHandler(trial(UPDATE).spec()).perform(performance))
          .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    }
    assertUntouched();
  }

  private SqlTrial trial(String statement) {
    return SqlTrial.of(home, statement);
  }

  private static void assertUntouched() throws SQLException {
    assertThat(Shop.states()).isEqualTo("new new new");
    assertThat(Shop.performed()).isZero();
  }

  private static Performed succeeded(int rows, String canonical) {
    Digest digest = Digest.of(Bytes.utf8(canonical).toArray());
    return new Performed.Succeeded(Optional.of(new Answer(rows, digest)));
  }
}
