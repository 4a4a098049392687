package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.token.TokenCredential;
import io.sallyport.executor.target.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets: what goes over the wire, and which answers give no lease. */
class OauthWireTest {
  private static final int CAP = OauthTrial.CAP;
  private static final String ANSWER =
      "{\"access_token\":\"t0ken\",\"token_type\":\"bearer\",\"expires_in\":60}";

  @TempDir private Path home;

  @Test
  void sendsExactlyTheseRequests() throws IOException {
    try (RawServer server = answering("200 OK", ANSWER)) {
      OauthTrial.lease(trial(server).credential()).close();

      assertThat(server.requests())
          .containsExactly(
              request(server, "/token", "grant_type=client_credentials&scope=deploy%3Astaging"),
              request(server, "/revoke", "token=t0ken&token_type_hint=access_token"));
    }
  }

  private static String request(RawServer server, String path, String body) {
    String pair = Issuer.CLIENT + ":s3cret%2B%25%3A%2Fof-the-client";
    return "POST "
        + path
        + " HTTP/1.1\r\nContent-Length: "
        + body.length()
        + "\r\nHost: "
        + server.origin().substring("http://".length())
        + "\r\nAccept: application/json\r\nAuthorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII))
        + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "User-Agent: sallyport-executor\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Moved"})
  void followsNoRedirect(String status) throws IOException {
    try (RawServer elsewhere = answering("200 OK", ANSWER);
        RawServer server =
            RawServer.answering(
                status,
                "Location: " + elsewhere.origin() + "/token\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(lease(server)).isEmpty();
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"201 Created", "204 None", "400 Bad", "401 No", "500 Error", "503 Later"})
  void asksOnceAndTakesNothingBut200(String status) throws IOException {
    try (RawServer server = answering(status, ANSWER)) {
      assertThat(lease(server)).isEmpty();
      assertThat(server.requests()).filteredOn(each -> each.contains("grant_type")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {CAP - 1, CAP})
  void readsAnswerUpToItsCap(int size) throws IOException {
    try (RawServer server = answering("200 OK", ANSWER + " ".repeat(size - ANSWER.length()))) {
      assertThat(lease(server)).isPresent();
    }
  }

  @Test
  void refusesAnswerAboveItsCap() throws IOException {
    try (RawServer server = answering("200 OK", ANSWER + " ".repeat(CAP + 1 - ANSWER.length()))) {
      assertThat(lease(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/jwt", "application/json2", ""})
  void refusesAnswerOfAnotherType(String type) throws IOException {
    String head = "Content-Type: " + type + "\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n";
    try (RawServer server = RawServer.answering("200 OK", head, ANSWER)) {
      assertThat(lease(server)).isEmpty();
      Awaitility.await()
          .until(
              () -> server.requests().stream().anyMatch(each -> each.contains("token_type_hint")));
    }
  }

  @Test
  void endlessTrickleOfAnAnswerGivesNoLease() throws IOException {
    RawServer.Answer trickle =
        connection -> {
          byte[] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
          connection.getOutputStream().write(head);
          for (int i = 0; i < 50; i++) {
            connection.getOutputStream().write(' ');
            Thread.sleep(Duration.ofMillis(100));
          }
        };
    try (RawServer server = RawServer.start(trickle)) {
      TokenCredential credential = trial(server).within(Duration.ofMillis(400)).credential();

      assertThat(credential.lease(OauthTrial.request("staging", OauthTrial.PATIENCE))).isEmpty();
    }
  }

  @Test
  void serverThatIsNotThereGivesNoLease() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    TokenCredential credential = new OauthTrial(home, "http://127.0.0.1:" + free).credential();

    assertThat(credential.lease(OauthTrial.request("staging", OauthTrial.PATIENCE))).isEmpty();
  }

  private static RawServer answering(String status, String body) throws IOException {
    String head = "Content-Type: application/json\r\nContent-Length: " + body.length();
    return RawServer.answering(status, head, "\r\n\r\n", body);
  }

  private Optional<Lease> lease(RawServer server) {
    return trial(server).credential().lease(OauthTrial.request("staging", OauthTrial.PATIENCE));
  }

  private OauthTrial trial(RawServer server) {
    return new OauthTrial(home, server.origin());
  }
}
