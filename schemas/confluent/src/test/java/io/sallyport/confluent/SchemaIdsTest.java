package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids come from our own schemas, and nothing is changed by asking. */
class SchemaIdsTest {
  private static final String SUBJECT = "sallyport.trusted.deployments-com.example.actions.Deploy";

  private FakeRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void asksForTheIdOfOurSchema() {
    Subjects.apply(registry.config(), Map.of(SUBJECT, Deploys.FIRST.schema()));
    Subjects.apply(registry.config(), Map.of(SUBJECT, Deploys.COMPATIBLE.schema()));

    assertThat(ask()).isEqualTo(Map.of(Deploys.FIRST, 101));
  }

  @Test
  void asksForNothingElse() {
    Subjects.apply(registry.config(), Map.of(SUBJECT, Deploys.FIRST.schema()));
    registry.requests.clear();

    ask();

    assertThat(registry.requests).containsExactly("POST /subjects/" + SUBJECT);
  }

  @Test
  void saysWhatToDoWhenASchemaIsMissing() {
    assertThatThrownBy(this::ask)
        .isInstanceOf(RegistryException.class)
        .hasMessage("registry-schema: the registry does not have the pinned schema of " + SUBJECT)
        .extracting(problem -> ((RegistryException) problem).reason().next())
        .isEqualTo("run `sallyport topics apply`");
    assertThat(registry.requests).containsExactly("POST /subjects/" + SUBJECT);
  }

  @Test
  void doesNotTakeTheIdOfAnotherVersion() {
    Subjects.apply(registry.config(), Map.of(SUBJECT, Deploys.COMPATIBLE.schema()));

    assertThatThrownBy(this::ask).hasMessageStartingWith("registry-schema: ");
  }

  @Test
  void saysThatTheRegistryCannotBeReached() {
    registry.close();

    assertThatThrownBy(this::ask)
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "registry-unreachable: the registry at %s cannot be reached to look up %s"
                .formatted(registry.url(), SUBJECT));
  }

  @Test
  void doesNotWaitLongerThanItsTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      RegistryConfig config =
          new RegistryConfig(url, Duration.ofMillis(300), Duration.ofMillis(300));
      long start = System.nanoTime();

      assertThatThrownBy(() -> SchemaIds.askAll(config, Deploys.TOPIC, List.of(Deploys.FIRST)))
          .isInstanceOf(RegistryException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void doesNotFollowToAnotherPlace() throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer elsewhere = HttpServer.create(free, 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          String to = registry.url() + exchange.getRequestURI();
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    elsewhere.start();
    String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    try {
      assertThatThrownBy(() -> Subjects.drift(RegistryConfig.of(url), wanted()))
          .hasMessageStartingWith("registry-answer: the registry did not list versions of")
          .hasMessageContaining("status 302");
      assertThat(registry.requests).isEmpty();
    } finally {
      elsewhere.stop(0);
    }
  }

  private static Map<String, Schema> wanted() {
    return Map.of(SUBJECT, Deploys.FIRST.schema());
  }

  private Map<?, Integer> ask() {
    return SchemaIds.askAll(registry.url(), Deploys.TOPIC, List.of(Deploys.FIRST));
  }
}
