package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.target.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real sockets: what goes over the wire, and which answers give no lease. */
class GithubWireTest {
  private static final int CAP = GithubTrial.CAP;
  private static final String ANSWER =
      "{\"token\":\"ghs_t0ken\",\"expires_at\":\"2026-11-20T13:00:00Z\","
          + "\"permissions\":{\"contents\":\"read\"},\"repository_selection\":\"selected\","
          + "\"repositories\":[{\"full_name\":\"example/web\"}]}";

  @TempDir private Path home;

  @Test
  void sendsExactlyTheseRequests() throws IOException {
    try (RawServer server = answering("201 Created", ANSWER)) {
      lease(server).orElseThrow().close();

      String host = server.origin().substring("http://".length());
      assertThat(server.requests())
          .first()
          .asString()
          .startsWith(
              "POST /app/installations/42/access_tokens HTTP/1.1\r\nContent-Length: 80\r\nHost: "
                  + host
                  + "\r\nAccept: application/vnd.github+json\r\nAuthorization: Bearer eyJ")
          .endsWith(
              "\r\nConnection: close\r\nContent-Type: application/json\r\n"
                  + "User-Agent: sallyport-executor\r\nX-GitHub-Api-Version: 2022-11-28\r\n\r\n"
                  + "{\"repositories\":[\"web\"],"
                  + "\"permissions\":{\"contents\":\"read\",\"deployments\":\"write\"}}");
      assertThat(server.requests().get(1))
          .isEqualTo(
              "DELETE /installation/token HTTP/1.1\r\nHost: "
                  + host
                  + "\r\nAccept: application/vnd.github+json\r\n"
                  + "Authorization: Bearer ghs_t0ken\r\nConnection: close\r\n"
                  + "User-Agent: sallyport-executor\r\nX-GitHub-Api-Version: 2022-11-28\r\n\r\n");
    }
  }

  @Test
  void findsTheApiOfAnEnterpriseServerBelowItsPath() throws IOException {
    try (RawServer server = answering("201 Created", ANSWER)) {
      GithubTrial trial = new GithubTrial(home, server.origin() + "/api/v3");
      GithubTrial.lease(trial.credential(), "web").orElseThrow().close();

      assertThat(server.requests())
          .extracting(each -> each.substring(0, each.indexOf(" HTTP")))
          .contains(
              "POST /api/v3/app/installations/42/access_tokens",
              "DELETE /api/v3/installation/token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Moved"})
  void followsNoRedirect(String status) throws IOException {
    try (RawServer elsewhere = answering("201 Created", ANSWER);
        RawServer server =
            RawServer.answering(
                status, "Location: " + elsewhere.origin() + "/\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(lease(server)).isEmpty();
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "202 Later", "204 None", "400 Bad", "500 Error", "503 Later"})
  void asksOnceAndTakesNothingBut201(String status) throws IOException {
    try (RawServer server = answering(status, ANSWER)) {
      assertThat(lease(server)).isEmpty();
      assertThat(server.requests()).filteredOn(each -> each.startsWith("POST")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {CAP - 1, CAP})
  void readsAnswerUpToItsCap(int size) throws IOException {
    String answer = ANSWER + " ".repeat(size - ANSWER.length());
    try (RawServer server = answering("201 Created", answer)) {
      assertThat(lease(server)).isPresent();
    }
  }

  @Test
  void refusesAnswerAboveItsCap() throws IOException {
    String answer = ANSWER + " ".repeat(CAP + 1 - ANSWER.length());
    try (RawServer server = answering("201 Created", answer)) {
      assertThat(lease(server)).isEmpty();
    }
  }

  @Test
  void endlessTrickleOfAnAnswerGivesNoLease() throws IOException {
    RawServer.Answer trickle =
        connection -> {
          byte[] head = "HTTP/1.1 201 Created\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
          connection.getOutputStream().write(head);
          for (int i = 0; i < 50; i++) {
            connection.getOutputStream().write(' ');
            Thread.sleep(Duration.ofMillis(100));
          }
        };
    try (RawServer server = RawServer.start(trickle)) {
      GithubTrial trial = new GithubTrial(home, server.origin()).within(Duration.ofMillis(400));

      assertThat(GithubTrial.lease(trial.credential(), "web")).isEmpty();
    }
  }

  @Test
  void serverThatIsNotThereGivesNoLease() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    GithubTrial trial = new GithubTrial(home, "http://127.0.0.1:" + free);

    assertThat(GithubTrial.lease(trial.credential(), "web")).isEmpty();
  }

  private static RawServer answering(String status, String body) throws IOException {
    String head = "Content-Type: application/json; charset=utf-8\r\nContent-Length: ";
    return RawServer.answering(status, head + body.length(), "\r\n\r\n", body);
  }

  private Optional<Lease> lease(RawServer server) {
    return GithubTrial.lease(new GithubTrial(home, server.origin()).credential(), "web");
  }
}
