package io.sallyport.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.postgres.Server.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions on a real server, and with strangers in its place. */
@Tag("CSF-PR.DS")
class SessionIT {
  private static final Database DATABASE = Database.shared();
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Terms TERMS = new Terms(TIME, false, 1 << 20);

  @Test
  void knowsTheServerByCertificateAndName() throws SQLException {
    Server server = tls("localhost", new Tls.VerifyFull(DATABASE.certificates().own()));

    try (Session session = Session.open(server, Database.SUPERUSER, TERMS)) {
      assertThat(ask(session, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
          .isEqualTo("t");
    }
  }

  @Test
  void refusesServerOfAnotherAuthority() {
    Server server = tls("localhost", new Tls.VerifyFull(DATABASE.certificates().other()));

    assertThatThrownBy(() -> Session.open(server, Database.SUPERUSER, TERMS))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SSL error");
  }

  @Test
  void refusesServerOfAnotherName() {
    Server server = tls("127.0.0.1", new Tls.VerifyFull(DATABASE.certificates().own()));

    assertThatThrownBy(() -> Session.open(server, Database.SUPERUSER, TERMS))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("could not be verified");
  }

  @ParameterizedTest
  @CsvSource({
    "TimeZone, UTC",
    "statement_timeout, 10s",
    "idle_in_transaction_session_timeout, 10s",
    "synchronous_commit, on",
    "transaction_isolation, read committed",
    "default_transaction_read_only, off"
  })
  void hasSettingsWhateverTheRoleHas(String setting, String value) throws SQLException {
    DATABASE.run(
        "ALTER ROLE postgres SET synchronous_commit = off",
        "ALTER ROLE postgres SET default_transaction_isolation = 'serializable'",
        "ALTER ROLE postgres SET default_transaction_read_only = on");
    try (Session session = Session.open(DATABASE.server(), Database.SUPERUSER, TERMS)) {
      assertThat(ask(session, "SHOW " + setting)).isEqualTo(value);
    } finally {
      DATABASE.run("SET default_transaction_read_only = off", "ALTER ROLE postgres RESET ALL");
    }
  }

  @Test
  void isCutWhenItsTimeIsOver() throws SQLException {
    Terms brief = new Terms(Duration.ofMillis(700), false, 1 << 20);
    long begin = System.nanoTime();
    try (Session session = Session.open(DATABASE.server(), Database.SUPERUSER, brief)) {
      assertThatThrownBy(() -> ask(session, "SET statement_timeout = 0; SELECT pg_sleep(30)"))
          .isInstanceOf(SQLException.class);
      assertThat(session.isOver()).isTrue();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void givesNoPasswordToServerThatWantsItInTheClear() throws Exception {
    byte[] cleartextPlease = {'R', 0, 0, 0, 8, 0, 0, 0, 3};
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      CompletableFuture<String> sent = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> sent.complete(converse(listener, cleartextPlease)));
      Server stranger = Database.at(listener.getLocalPort());

      assertThatThrownBy(() -> Session.open(stranger, Database.SUPERUSER, TERMS))
          .isInstanceOf(SQLException.class);
      assertThat(sent.get()).contains("postgres").doesNotContain(Database.SUPERUSER.password());
    }
  }

  @Test
  void doesNotWaitForServerThatSaysNothing() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Server silent = Database.at(listener.getLocalPort());
      long begin = System.nanoTime();

      assertThatThrownBy(
              () -> Session.open(silent, Database.SUPERUSER, Terms.within(Duration.ofMillis(300))))
          .isInstanceOf(SQLException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void triesNothingWithoutTime() {
    Terms none = Terms.within(Duration.ZERO);

    assertThatThrownBy(() -> Session.open(DATABASE.server(), Database.SUPERUSER, none))
        .hasMessageContaining("no time left");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(Database.SUPERUSER.toString()).doesNotContain(Database.SUPERUSER.password());
  }

  private static Server tls(String host, Tls tls) {
    return new Server(host, DATABASE.port(), Database.NAME, tls);
  }

  private static String ask(Session session, String query) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** What a client sends that is answered so. */
  private static String converse(ServerSocket listener, byte[] answer) {
    try (Socket socket = listener.accept()) {
      StringBuilder sent = new StringBuilder();
      byte[] part = new byte[4096];
      int size = socket.getInputStream().read(part);
      sent.append(new String(part, 0, size, StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(answer);
      byte[] rest = socket.getInputStream().readAllBytes();
      return sent.append(new String(rest, StandardCharsets.ISO_8859_1)).toString();
    } catch (IOException e) {
      return "nothing";
    }
  }
}
