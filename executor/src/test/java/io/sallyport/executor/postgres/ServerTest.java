package io.sallyport.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.postgres.Server.Tls;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class ServerTest {
  private static final Tls TLS = new Tls.VerifyFull(Path.of("ca.pem"));

  @ParameterizedTest
  @CsvSource({
    "db.example.com, jdbc:postgresql://db.example.com:5432/shop",
    "10.0.0.1, jdbc:postgresql://10.0.0.1:5432/shop",
    "::1, jdbc:postgresql://[::1]:5432/shop"
  })
  void hasOneAddress(String host, String url) {
    assertThat(new Server(host, 5432, "shop", TLS).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b",
        "a:5432,b",
        "DB.example.com",
        "db/x",
        "db?ssl=false",
        "db&user=x",
        "db%2f",
        "db\n",
        "user@db"
      })
  void refusesHostThatIsNotOne(String host) {
    assertThatThrownBy(() -> new Server(host, 5432, "shop", TLS)).hasMessageContaining("host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a?sslmode=disable", "a&b", "a b", "1a", "a%20b", "a'b"})
  void refusesDatabaseThatIsNoName(String database) {
    assertThatThrownBy(() -> new Server("db", 5432, database, TLS))
        .hasMessageContaining("database");
  }

  @Test
  void hasDatabaseNameUpToPostgresLimit() {
    assertThat(new Server("db", 5432, "a".repeat(63), TLS).database()).hasSize(63);
    assertThatThrownBy(() -> new Server("db", 5432, "a".repeat(64), TLS))
        .hasMessageContaining("63");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, -1})
  void refusesPortThatIsNone(int port) {
    assertThatThrownBy(() -> new Server("db", port, "shop", TLS)).hasMessageContaining("port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.2", "10.0.0.1", "db"})
  void needsTlsBeyondLoopbackLiterals(String host) {
    assertThatThrownBy(() -> new Server(host, 5432, "shop", new Tls.Disabled()))
        .hasMessageContaining("tls");
  }

  @Test
  void seesNoAnswerInLostConnection() {
    Failure lost = Failure.of(new PSQLException("gone", PSQLState.CONNECTION_FAILURE));

    assertThat(lost).isEqualTo(new Failure("08006", false));
    assertThat(Failure.of(new SQLException("?"))).isEqualTo(new Failure("unknown", false));
  }
}
