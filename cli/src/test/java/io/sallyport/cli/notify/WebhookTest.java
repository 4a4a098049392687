package io.sallyport.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.post.Post;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is posted, how often, and to whom. */
class WebhookTest {
  @TempDir private Path directory;
  private final List<Duration> pauses = new ArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void receives() throws Exception {
    receiver = new Receiver();
    Files.writeString(directory.resolve("secret"), Receiver.secret());
  }

  @AfterEach
  void ends() {
    receiver.close();
  }

  private Webhook webhook() throws Exception {
    return new Webhook(read(receiver.document()), InstantSource.system(), pauses::add);
  }

  private NotifierFile read(String document) throws Exception {
    return NotifierFile.read(Files.writeString(directory.resolve("notifier.yaml"), document));
  }

  private static Notice notice() {
    ReceiptBody held =
        Receipts.decided(
            new Origin("sallyport.untrusted", 0, 1),
            1,
            "rule",
            DecisionResult.HELD,
            Code.APPROVAL_NEEDED);
    return Notice.of(Receipts.receipt(held), "jws").orElseThrow();
  }

  @Test
  void signsIdsAndALinkAndNothingElse() throws Exception {
    try (Webhook webhook = webhook()) {
      webhook.post(notice());
    }

    String action = notice().action().id().text();
    assertThat(receiver.got())
        .containsExactly(
            new Receiver.Got(
                notice().id(),
                "{\"type\":\"sallyport.held\",\"timestamp\":\"2026-11-21T10:00:00Z\",\"data\":{"
                    + "\"action\":\""
                    + action
                    + "\",\"actionType\":\"com.example.actions.Deploy\",\"effect\":\"write\","
                    + "\"cell\":\"deployments\",\"receipt\":\"gate-0/0\","
                    + "\"link\":\"https://desk.example/held/"
                    + action
                    + "\"}}",
                true));
  }

  @Test
  void triesAgainUnderTheSameIdAndLaterEachTime() throws Exception {
    receiver.answer(500, 429, 200);

    try (Webhook webhook = webhook()) {
      webhook.post(notice());
    }

    assertThat(receiver.ids()).hasSize(3).containsOnly(notice().id());
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void givesUpAfterSoManyAttemptsAndFollowsNobody() throws Exception {
    receiver.answer(500, 404, 302);

    try (Webhook webhook = webhook()) {
      assertThatThrownBy(() -> webhook.post(notice()))
          .isInstanceOf(CannotRun.class)
          .hasMessageContaining("did not take gate-0/0: it answered 302");
    }
    assertThat(receiver.got()).hasSize(3);
  }

  /** Whoever sets the JVM's proxy would see where it posts to. */
  @Test
  void asksNoProxy() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    try (Webhook webhook = webhook()) {
      webhook.post(notice());
    } finally {
      ProxySelector.setDefault(before);
    }

    assertThat(receiver.ids()).hasSize(1);
  }

  @Test
  void givesUpWhereNobodyListens() throws Exception {
    try (Webhook webhook = webhook()) {
      receiver.close();

      assertThatThrownBy(() -> webhook.post(notice()))
          .isInstanceOf(CannotRun.class)
          .hasMessageContaining("ConnectException");
    }
    assertThat(pauses).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example/x",
        "http://localhost:1/x",
        "http://127.0.0.1.example/x",
        "https://user:word@hooks.example/x",
        "ftp://hooks.example/x",
        "file:///x",
        "hooks.example",
        "https:///x"
      })
  void refusesOtherAddresses(String endpoint) {
    String document = receiver.document().replace(receiver.address() + "/hook", endpoint);

    assertThatThrownBy(() -> read(document)).hasMessageContaining("endpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://desk.example/", "javascript:{action}", "https://a/{action}{action}"})
  void refusesOtherLinks(String link) {
    String document = receiver.document().replace("https://desk.example/held/{action}", link);

    assertThatThrownBy(() -> read(document)).hasMessageContaining("link");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attempts: 0",
        "attempts: 21",
        "attempts: 3, timeout: 999ms",
        "attempts: 3, timeout: 31s"
      })
  void refusesLimitsBeyondTheirEdges(String limits) {
    String document = receiver.document().replace("attempts: 3, timeout: 5s", limits);

    assertThatThrownBy(() -> read(document)).hasMessageContaining("limits");
  }

  @Test
  void takesLimitsAtTheirEdges() throws Exception {
    String least =
        receiver.document().replace("attempts: 3, timeout: 5s", "attempts: 1, timeout: 1s");
    String most = least.replace("attempts: 1, timeout: 1s", "attempts: 20, timeout: 30s");

    assertThat(read(least).limits()).isEqualTo(new Post.Patience(1, Duration.ofSeconds(1)));
    assertThat(read(most).limits()).isEqualTo(new Post.Patience(20, Duration.ofSeconds(30)));
  }
}
