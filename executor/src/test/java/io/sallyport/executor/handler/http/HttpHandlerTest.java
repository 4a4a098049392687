package io.sallyport.executor.handler.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.RawServer;
import io.sallyport.executor.target.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets: what goes over the wire, and how often. */
@Tag("ASI02")
class HttpHandlerTest {
  private static final int ACTIONS = 20;
  private static final String EMPTY = "Content-Length: 0\r\n\r\n";

  @TempDir private Path home;
  private HttpTrial trial;

  @BeforeEach
  void prepares() {
    trial = new HttpTrial(home);
  }

  @Test
  void sendsExactlyThisRequest() throws IOException {
    try (RawServer server = RawServer.answering("201 Created", EMPTY)) {
      Performed performed = trial.perform(server.origin());

      assertThat(performed).isInstanceOf(Performed.Succeeded.class);
      assertThat(server.requests())
          .containsExactly(
              "POST /environments/staging/deployments HTTP/1.1\r\n"
                  + "Content-Length: 50\r\n"
                  + "Host: "
                  + server.origin().substring("http://".length())
                  + "\r\n"
                  + "Authorization: Bearer t0ken\r\n"
                  + "Connection: close\r\n"
                  + "Content-Type: application/json\r\n"
                  + "Idempotency-Key: "
                  + HttpTrial.ACTION.text()
                  + "\r\n"
                  + "User-Agent: sallyport-executor\r\n\r\n"
                  + "{\"repository\":\"acme/shop\",\"build\":7,\"urgent\":true}");
    }
  }

  @Test
  void sendsNothingOnceItWasCutShort() throws IOException {
    try (RawServer server = RawServer.answering("201 Created", EMPTY)) {
      Performed performed = trial.performCut(server.origin());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(performed).isInstanceOf(Performed.NotExecuted.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void keepsStatusAndDigestOfTheAnswer() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "Content-Length: 2\r\n\r\nok")) {
      Digest digest = Digest.of("ok".getBytes(StandardCharsets.US_ASCII));

      assertThat(trial.perform(server.origin()).answer())
          .contains(new Performed.Answer(200, digest));
    }
  }

  @Test
  void sendsOneRequestToServerThatReadsAndCloses() throws IOException, InterruptedException {
    try (RawServer server = RawServer.start(connection -> {})) {
      Performed performed = trial.perform(server.origin());
      Thread.sleep(Duration.ofMillis(200));

      assertThat(performed).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Moved"})
  void followsNoRedirect(String status) throws IOException {
    try (RawServer elsewhere = RawServer.answering("200 OK", EMPTY);
        RawServer server =
            RawServer.answering(status, "Location: " + elsewhere.origin() + "/\r\n", EMPTY)) {
      Performed performed = trial.perform(server.origin());

      assertThat(performed).isInstanceOf(Performed.InDoubt.class);
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 Unauthorized", "407 Proxy", "429 Slow", "500 Error", "503 Later"})
  void sendsOnceWhateverTheStatus(String status) throws IOException {
    try (RawServer server =
        RawServer.answering(status, "WWW-Authenticate: Basic\r\nRetry-After: 0\r\n", EMPTY)) {
      trial.perform(server.origin());

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void listedStatusMeansNotExecuted() throws IOException {
    try (RawServer server = RawServer.answering("422 No", EMPTY)) {
      assertThat(trial.perform(server.origin()))
          .isInstanceOfSatisfying(
              Performed.NotExecuted.class,
              refused -> assertThat(refused.code()).isEqualTo(Code.TARGET_REFUSED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 Error", "404 None", "202 Later"})
  void unlistedStatusLeavesItInDoubt(String status) throws IOException {
    try (RawServer server = RawServer.answering(status, EMPTY)) {
      assertThat(trial.perform(server.origin())).isInstanceOf(Performed.InDoubt.class);
    }
  }

  /** Each of the server's connections reads one request and stays open until the client ends it. */
  @Test
  void opensConnectionForEachAction() throws IOException {
    byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
    RawServer.Answer once =
        connection -> {
          connection.getOutputStream().write(answer);
          connection.getInputStream().read();
        };
    try (RawServer server = RawServer.start(once)) {
      HttpHandler handler = new HttpHandler(HttpTrial.spec(server.origin()));

      for (int action = 0; action < ACTIONS; action++) {
        assertThat(trial.perform(handler, "staging")).isInstanceOf(Performed.Succeeded.class);
      }

      assertThat(server.requests()).hasSize(ACTIONS);
    }
  }

  @Test
  void refusedConnectionMeansNotExecuted() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }

    assertThat(trial.perform("http://127.0.0.1:" + free))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
  }

  @Test
  void failedTlsHandshakeMeansNotExecuted() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY)) {
      String https = server.origin().replace("http:", "https:");

      assertThat(trial.perform(https)).isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1023, 1024})
  void readsAnswerUpToItsCap(int size) throws IOException {
    assertThat(answerOf(size)).isInstanceOf(Performed.Succeeded.class);
  }

  @Test
  void answerAboveItsCapLeavesItInDoubt() throws IOException {
    assertThat(answerOf(1025)).isEqualTo(Performed.inDoubt(Code.RESPONSE_TOO_LARGE));
  }

  @Test
  void valueThatChangesThePathIsNotSent() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", EMPTY)) {
      HttpHandler handler = new HttpHandler(HttpTrial.spec(server.origin()));
      Performed performed = trial.perform(handler, "..");

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.TEMPLATE_REFUSED));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void guardedNameDoesNotResolveToSpecialAddress() throws IOException {
    AddressRule none = new AddressRule(List.of());
    Target target = Target.parse("https://localhost:443", none);
    HttpHandler handler = new HttpHandler(HttpTrial.spec(target, none));

    assertThat(trial.perform(handler, "staging"))
        .isEqualTo(Performed.notExecuted(Code.ADDRESS_REFUSED));
  }

  private Performed answerOf(int size) throws IOException {
    String head = "Content-Length: " + size + "\r\n\r\n";
    try (RawServer server = RawServer.answering("200 OK", head, "x".repeat(size))) {
      return trial.perform(server.origin());
    }
  }
}
