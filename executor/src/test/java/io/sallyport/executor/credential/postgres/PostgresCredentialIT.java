package io.sallyport.executor.credential.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import io.sallyport.executor.postgres.Database;
import io.sallyport.executor.postgres.Login;
import io.sallyport.executor.postgres.Session;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.executor.postgres.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles of a real server, from their lease to their end. */
@Tag("NHI7")
class PostgresCredentialIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final GenericRecord FIELDS =
      new GenericData.Record(SchemaBuilder.record("Change").fields().endRecord());
  private static final LeaseRequest REQUEST =
      new LeaseRequest(new ActionId("A".repeat(43)), FIELDS, TIME);

  @TempDir private Path home;

  @BeforeEach
  void opensShop() throws SQLException {
    Shop.open();
  }

  @Test
  void leasesRoleThatCanDoWhatItsGroupCan() throws IOException, SQLException {
    try (Lease lease = lease(Access.WRITE)) {
      assertThat(
              Shop.DATABASE.ask(
                  "SELECT concat_ws(' ', rolcanlogin, rolconnlimit, rolsuper, rolcreaterole,"
                      + " rolcreatedb, rolvaliduntil BETWEEN now() + interval '50 seconds' AND"
                      + " now() + interval '60 seconds', pg_has_role(oid, 'orders_writer',"
                      + " 'USAGE')) FROM pg_roles WHERE rolname = '"
                      + lease.companion().orElseThrow()
                      + "'"))
          .containsExactly("t 1 f f f t t");
      run(lease, "UPDATE shop.orders SET state = 'paid' WHERE id = 1");
    }
    assertThat(Shop.states()).isEqualTo("paid new new");
  }

  @Test
  void hasNoRoleAtIdle() throws IOException, SQLException {
    try (Lease lease = lease(Access.WRITE);
        Lease other = lease(Access.READ)) {
      assertThat(Shop.roles())
          .containsExactlyInAnyOrder(
              lease.companion().orElseThrow(), other.companion().orElseThrow());
    }

    assertThat(Shop.roles()).isEmpty();
  }

  @Test
  void endsSessionsWithTheLease() throws IOException, SQLException {
    Lease lease = lease(Access.WRITE);
    try (Session session = open(lease);
        Statement statement = session.connection().createStatement()) {
      lease.close();

      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
    }
    assertThat(Shop.roles()).isEmpty();
    assertThat(
            Shop.DATABASE.ask("SELECT 1 FROM pg_stat_activity WHERE usename ~ '^sallyport_.{32}'"))
        .isEmpty();
  }

  @Test
  void endsAfterInterruptToo() throws IOException, SQLException {
    Lease lease = lease(Access.WRITE);
    Thread.currentThread().interrupt();
    lease.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Shop.roles()).isEmpty();
  }

  @Test
  void allowsOneSession() throws IOException, SQLException {
    try (Lease lease = lease(Access.WRITE);
        Session session = open(lease)) {
      assertThat(session.isOver()).isFalse();
      assertThatThrownBy(() -> open(lease)).hasMessageContaining("too many connections");
    }
  }

  /** PostgreSQL asks for VALID UNTIL at login only; the rest is for the drop. */
  @Test
  void letsNobodyInWhenItsTimeIsOver() throws IOException, SQLException {
    PostgresCredential brief = Shop.credential(home, Access.WRITE, Duration.ofMillis(500));
    try (Lease lease = brief.lease(REQUEST).orElseThrow()) {
      String expired =
          "SELECT rolvaliduntil < now() FROM pg_roles WHERE rolname = '"
              + lease.companion().orElseThrow()
              + "'";
      await().until(() -> Shop.DATABASE.ask(expired).contains("t"));

      assertThatThrownBy(() -> open(lease)).hasMessageContaining("authentication failed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO shop.orders VALUES (9, 'new')",
        "UPDATE shop.orders SET state = 'x'",
        "DELETE FROM shop.orders",
        "TRUNCATE shop.orders",
        "SELECT id FROM shop.orders FOR UPDATE",
        "SELECT nextval('shop.numbers')",
        "CREATE TABLE shop.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "SET ROLE orders_writer",
        "SET SESSION AUTHORIZATION sallyport_minter",
        "INSERT INTO public.sallyport_actions VALUES ('x', 'x')",
        "COPY shop.orders TO PROGRAM 'cat'",
        "ALTER ROLE orders_reader SUPERUSER",
      })
  void readerCannotChangeAnything(String statement) throws IOException {
    try (Lease lease = lease(Access.READ)) {
      assertThatThrownBy(() -> run(lease, statement)).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GRANT INSERT ON shop.orders TO orders_reader",
        "GRANT UPDATE (note) ON shop.orders TO orders_reader",
        "GRANT USAGE ON SEQUENCE shop.numbers TO PUBLIC",
        "GRANT CREATE ON SCHEMA shop TO orders_reader",
        "GRANT orders_writer TO orders_reader",
        "GRANT pg_write_all_data TO orders_reader",
      })
  void leasesNoReaderThatCouldWrite(String grant) throws IOException, SQLException {
    Shop.DATABASE.run(grant);

    assertThat(Shop.credential(home, Access.READ, MINUTE).lease(REQUEST)).isEmpty();
    assertThat(Shop.roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER ROLE orders_writer SUPERUSER",
        "ALTER ROLE orders_writer CREATEROLE",
        "ALTER ROLE orders_writer BYPASSRLS",
        "GRANT postgres TO orders_writer",
        "GRANT pg_execute_server_program TO orders_writer",
      })
  void leasesNothingMighty(String change) throws IOException, SQLException {
    Shop.DATABASE.run(change);

    assertThat(Shop.credential(home, Access.WRITE, MINUTE).lease(REQUEST)).isEmpty();
  }

  @Test
  void withoutServerOrPasswordThereIsNoLeaseAndNoPlaceIsLost() throws IOException, SQLException {
    PostgresCredential credential = Shop.credential(home, Access.WRITE, MINUTE);
    Files.writeString(home.resolve("minter"), "wrong");
    for (int i = 0; i < 3; i++) {
      assertThat(credential.lease(REQUEST)).isEmpty();
    }
    Files.writeString(home.resolve("minter"), Shop.PASSWORD);

    credential.lease(REQUEST).orElseThrow().close();
    assertThat(unreachable().lease(REQUEST)).isEmpty();
  }

  @Test
  void leasesNoMoreThanItsLimit() throws IOException {
    PostgresCredential credential = Shop.credential(home, Access.WRITE, MINUTE);
    LeaseRequest impatient = new LeaseRequest(REQUEST.action(), FIELDS, Duration.ofMillis(1));
    try (Lease first = credential.lease(REQUEST).orElseThrow();
        Lease second = credential.lease(REQUEST).orElseThrow()) {
      assertThat(first.companion()).isNotEqualTo(second.companion());
      assertThat(credential.lease(impatient)).isEmpty();
    }
    credential.lease(REQUEST).orElseThrow().close();
  }

  @Test
  void refusesPasswordFileThatOthersCanRead() throws IOException {
    PostgresCredential credential = Shop.credential(home, Access.WRITE, MINUTE);
    Files.setPosixFilePermissions(
        home.resolve("minter"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(credential.lease(REQUEST)).isEmpty();
  }

  @Test
  void takesBackWhatIsLentAndLendsNoMoreOnceClosed() throws Exception {
    PostgresCredential credential = Shop.credential(home, Access.WRITE, MINUTE);
    try (Lease _ = credential.lease(REQUEST).orElseThrow()) {
      credential.close(MINUTE);

      assertThat(Shop.roles()).isEmpty();
      assertThat(credential.lease(REQUEST)).isEmpty();
      assertThat(Shop.roles()).isEmpty();
    }
  }

  private PostgresCredential unreachable() throws IOException {
    RoleSpec spec = Shop.spec(home, Access.WRITE, "orders_writer");
    return new PostgresCredential(
        new RoleSpec(
            Database.at(1),
            spec.minter(),
            new SecretFile(home.resolve("minter")),
            spec.group(),
            spec.prefix(),
            spec.access()),
        new LeaseLimit("shop", 1, MINUTE));
  }

  private Lease lease(Access access) throws IOException {
    Optional<Lease> lease = Shop.credential(home, access, MINUTE).lease(REQUEST);
    return lease.orElseThrow();
  }

  private static Session open(Lease lease) throws SQLException {
    return Session.open(
        Shop.DATABASE.server(),
        new Login(lease.companion().orElseThrow(), lease.password()),
        Terms.within(TIME));
  }

  private static void run(Lease lease, String statement) throws SQLException {
    try (Session session = open(lease);
        Statement connected = session.connection().createStatement()) {
      connected.execute(statement);
    }
  }
}
