package io.sallyport.executor.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A connection of its own to a server, for one purpose: SCRAM only, no pool, no second host, UTC,
 * and cut when its time is over, so that nothing on it blocks for longer. What was not committed by
 * then the server rolls back. Owned by one thread; {@link #isOver} is for any.
 */
public final class Session implements AutoCloseable {
  private static final Driver DRIVER = new Driver();

  /** Below it the driver would round to 0, which it takes for no limit. */
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Connection connection;
  private final Thread watch;
  private volatile boolean over;

  private Session(Connection connection, long end) {
    this.connection = connection;
    this.watch = Thread.ofVirtual().name("postgres-watch").start(() -> cutAt(end));
  }

  /** Connects and logs in, within the terms' time too; throws when that fails. */
  public static Session open(Server server, Login login, Terms terms) throws SQLException {
    long end = System.nanoTime() + terms.time().toNanos();
    if (terms.time().compareTo(SHORTEST) < 0) {
      throw new SQLException("there is no time left to connect");
    }
    Connection connection = DRIVER.connect(server.url(), properties(server, login, terms));
    if (connection == null) {
      throw new IllegalStateException("the driver does not take its own address");
    }
    Session session = new Session(connection, end);
    boolean ready = false;
    try {
      session.settle(terms);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  private void settle(Terms terms) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
    }
    connection.setReadOnly(terms.readOnly());
  }

  private static Properties properties(Server server, Login login, Terms terms) {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, login.user());
    PGProperty.PASSWORD.set(properties, login.password());
    switch (server.tls()) {
      case Server.Tls.Disabled _ -> PGProperty.SSL_MODE.set(properties, "disable");
      case Server.Tls.VerifyFull(var ca) -> {
        PGProperty.SSL_MODE.set(properties, "verify-full");
        PGProperty.SSL_ROOT_CERT.set(properties, ca.toString());
        PGProperty.SSL_CERT.set(properties, ""); // none of the home directory's
      }
    }
    PGProperty.REQUIRE_AUTH.set(properties, "scram-sha-256");
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.LOGIN_TIMEOUT.set(properties, String.valueOf(terms.time().toMillis() / 1000.0));
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds(terms.time()));
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds(terms.time()));
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    PGProperty.BINARY_TRANSFER.set(properties, false);
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    PGProperty.MAX_RESULT_BUFFER.set(properties, String.valueOf(terms.maxResult()));
    PGProperty.APPLICATION_NAME.set(properties, "sallyport-executor");
    PGProperty.OPTIONS.set(properties, options(terms));
    return properties;
  }

  /** In whole seconds, as the driver wants them; never 0, which it takes for no limit. */
  private static int seconds(Duration time) {
    return Math.toIntExact(time.toSeconds()) + 1;
  }

  /** What a role's or a database's own settings must not change; the server has its limits too. */
  private static String options(Terms terms) {
    long millis = terms.time().toMillis();
    return "-c statement_timeout="
        + millis
        + " -c idle_in_transaction_session_timeout="
        + millis
        + " -c lock_timeout=0 -c search_path=pg_catalog"
        + " -c synchronous_commit=on -c default_transaction_isolation=read\\ committed"
        + " -c default_transaction_read_only="
        + terms.readOnly();
  }

  private void cutAt(long end) {
    try {
      Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      over = true;
      connection.abort(Runnable::run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was closed in time
    } catch (SQLException e) {
      throw new IllegalStateException("an abort with an executor asks nothing of the server", e);
    }
  }

  /** The connection itself. */
  public Connection connection() {
    return connection;
  }

  /** Whether it was cut because its time was over. */
  public boolean isOver() {
    return over;
  }

  /** Ends it; the server rolls back what was not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server has gone already, which ends the session as well.
    } finally {
      watch.interrupt();
    }
  }
}
