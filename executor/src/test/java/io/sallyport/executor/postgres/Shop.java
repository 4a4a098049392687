package io.sallyport.executor.postgres;

import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.postgres.PostgresCredential;
import io.sallyport.executor.credential.postgres.RoleSpec;
import io.sallyport.executor.credential.postgres.RoleSpec.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;

/** A shop's tables in the shared database, with the ledger and roles of the reference's snippet. */
public final class Shop {
  /** The database. */
  public static final Database DATABASE = Database.shared();

  /** What the minter logs in with. */
  public static final String PASSWORD = "change-me";

  private static final Path REFERENCE = Path.of("../docs/reference/executor-bundle.md");

  private Shop() {}

  /** Makes everything anew: three orders, an empty ledger, no leftover role. */
  public static void open() throws SQLException {
    close();
    DATABASE.run(snippet());
    DATABASE.run(
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.orders (id integer PRIMARY KEY, state text NOT NULL CHECK"
            + " (state <> 'forbidden'), note text)",
        "INSERT INTO shop.orders VALUES (1, 'new', 'a'), (2, 'new', NULL), (3, 'new', 'c')",
        "CREATE SEQUENCE shop.numbers",
        "CREATE FUNCTION shop.change() RETURNS integer LANGUAGE sql SECURITY DEFINER AS"
            + " 'UPDATE shop.orders SET state = ''changed'' RETURNING 1'",
        "GRANT USAGE ON SCHEMA shop TO orders_writer, orders_reader",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON shop.orders TO orders_writer",
        "GRANT SELECT ON shop.orders TO orders_reader");
  }

  private static void close() throws SQLException {
    DATABASE.run(
        "DROP SCHEMA IF EXISTS shop CASCADE",
        "DROP TABLE IF EXISTS public.sallyport_actions",
        "DO $$ DECLARE r name; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname ~"
            + " '^(sallyport_|orders_)' ORDER BY rolname DESC LOOP"
            + " EXECUTE format('DROP OWNED BY %I', r);"
            + " EXECUTE format('DROP ROLE %I', r); END LOOP; END $$");
  }

  /** The statements of the reference. */
  private static String snippet() {
    try {
      String page = Files.readString(REFERENCE);
      String begin = "```sql\n";
      int from = page.indexOf(begin) + begin.length();
      return page.substring(from, page.indexOf("```", from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The states of all orders, by id. */
  public static String states() throws SQLException {
    return String.join(" ", DATABASE.ask("SELECT state FROM shop.orders ORDER BY id"));
  }

  /** How many actions the ledger has. */
  public static int performed() throws SQLException {
    return Integer.parseInt(
        DATABASE.ask("SELECT count(*) FROM public.sallyport_actions").getFirst());
  }

  /** The names of all roles that leases are or were. */
  public static java.util.List<String> roles() throws SQLException {
    return DATABASE.ask("SELECT rolname FROM pg_roles WHERE rolname ~ '^sallyport_[0-9a-f]{32}$'");
  }

  /** Whether a session sleeps. */
  public static boolean sleeps() throws SQLException {
    return !DATABASE
        .ask("SELECT pid::text FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        .isEmpty();
  }

  /** A credential whose files lie in {@code home}. */
  public static PostgresCredential credential(Path home, Access access, Duration longest)
      throws IOException {
    return new PostgresCredential(
        spec(home, access, access == Access.READ ? "orders_reader" : "orders_writer"),
        new LeaseLimit("shop", 2, longest));
  }

  /** What roles of that group are. */
  public static RoleSpec spec(Path home, Access access, String group) throws IOException {
    Path file = home.resolve("minter");
    if (Files.notExists(file)) {
      Files.writeString(file, PASSWORD);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return new RoleSpec(
        DATABASE.server(), "sallyport_minter", new SecretFile(file), group, "sallyport_", access);
  }
}
