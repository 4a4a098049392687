package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.target.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real sockets: when nothing is sent any more, and when waiting ends. */
class HttpHandlerTimesTest {
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final String EMPTY = "Content-Length: 0\r\n\r\n";

  @TempDir private Path home;
  private HttpTrial trial;

  @BeforeEach
  void prepares() {
    trial = new HttpTrial(home);
  }

  @Test
  void nothingIsSentAfterTheDeadline() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY)) {
      HttpHandler handler = new HttpHandler(HttpTrial.spec(server.origin()));
      Performed performed =
          trial.perform(handler, "staging", HttpTrial.times(Instant.now().minusMillis(1), FAR));

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.DEADLINE_PASSED));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void nothingIsSentAfterTheLease() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY)) {
      HttpHandler handler = new HttpHandler(HttpTrial.spec(server.origin()));
      Performed performed = trial.perform(handler, "staging", HttpTrial.times(FAR, Instant.now()));

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.LEASE_OVER));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void cutsRequestOffWhenTheLeaseEnds() throws IOException {
    try (RawServer server = RawServer.start(connection -> Thread.sleep(Duration.ofSeconds(20)))) {
      HttpHandler handler = new HttpHandler(HttpTrial.spec(server.origin()));
      Instant before = Instant.now();
      Performed performed =
          trial.perform(handler, "staging", HttpTrial.times(FAR, before.plusMillis(700)));

      assertThat(performed).isEqualTo(Performed.inDoubt(Code.LEASE_OVER));
      assertThat(Duration.between(before, Instant.now()))
          .isBetween(Duration.ofMillis(600), Duration.ofMillis(1900));
    }
  }

  @Test
  void silenceLeavesItInDoubt() throws IOException {
    try (RawServer server = RawServer.start(connection -> Thread.sleep(Duration.ofSeconds(20)))) {
      Instant before = Instant.now();

      assertThat(trial.perform(server.origin())).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void endlessTrickleOfAnAnswerLeavesItInDoubt() throws IOException {
    RawServer.Answer trickle =
        connection -> {
          connection
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 50; i++) {
            connection.getOutputStream().write('x');
            Thread.sleep(Duration.ofMillis(200));
          }
        };
    try (RawServer server = RawServer.start(trickle)) {
      assertThat(trial.perform(server.origin())).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
    }
  }
}
