package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After real work, refusals and failures no secret stands in any log, topic, store, metric or
 * output of the product, and what a payload says stands only where it belongs.
 */
@Tag("NHI2")
@Tag("CSF-PR.DS")
class CanaryIT {
  private static final String BOUND = "canary-in-the-bound-note";
  private static final String UNBOUND = "canary-in-no-declared-field";
  private static final String REFUSED = "canary-in-a-refused-body";

  @TempDir private static Path directory;
  private static Stack stack;
  private static String shown = "";

  @BeforeAll
  static void works() throws IOException, InterruptedException {
    stack = Stack.start(directory.resolve("data"));
    Sender sender = new Sender(stack.ingest(), stack.secret());
    sender.send("push", push(1));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !stack.effects().isEmpty());
    sender.send("push", ("{\"" + REFUSED).getBytes(UTF_8));
    sender.send("push", push(2));
    Stack.kill(stack.process("target"));
    sender.send("push", push(3));
    shown = stack.tally(Duration.ofSeconds(60)).output() + stack.status().output() + metrics();
  }

  @AfterAll
  static void stops() {
    stack.close();
  }

  private static byte[] push(int number) {
    return """
    {"ref": "refs/heads/main", "after": "%040x", "repository": {"full_name": "acme/shop"},
     "pusher": {"name": "octo"}, "sender": {"login": "octo"},
     "head_commit": {"message": "%s"}, "elsewhere": "%s"}
    """
        .formatted(number, BOUND, UNBOUND)
        .getBytes(UTF_8);
  }

  /** What the health and metrics of every role say. */
  private static String metrics() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (JsonNode admin : stack.endpoints().path("admin")) {
        for (String path : new String[] {"/metrics", "/readyz", "/livez", "/version"}) {
          HttpRequest request = HttpRequest.newBuilder(URI.create(admin.asText() + path)).build();
          all.append(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
      }
    }
    return all.toString();
  }

  @Test
  void showsNoSecret() {
    Canaries secrets = Canaries.ofSecrets(stack.data());
    Map<String, Set<String>> found = secrets.below(directory);
    found.keySet().removeIf(file -> isKept(file, secrets));

    assertThat(secrets.names())
        .contains("ingest/secrets/github", "executor-deployments/secrets/ci-token")
        .contains("validator/keys/mandate.pem", "executor-deployments/keys/receipt.pem");
    assertThat(found).isEmpty();
    assertThat(secrets.in(shown)).isEmpty();
  }

  /** A secret's own file, and nothing else, may show it. */
  private static boolean isKept(String file, Canaries secrets) {
    return secrets.names().contains(file.substring(file.indexOf('/') + 1));
  }

  @Test
  void keepsPayloadsOutOfLogsAndMetrics() {
    Canaries payloads = payloads();

    assertThat(payloads.below(stack.data().resolve("log"))).isEmpty();
    assertThat(payloads.in(shown)).isEmpty();
  }

  @Test
  void carriesOnlyWhatIsBoundAcrossTheGate() {
    Map<String, Set<String>> found = payloads().below(stack.data().resolve("broker/state"));

    assertThat(where(found, UNBOUND)).isEqualTo(Set.of("sallyport.untrusted"));
    assertThat(where(found, REFUSED))
        .isEqualTo(Set.of("sallyport.untrusted", "sallyport.quarantine"));
    assertThat(where(found, BOUND))
        .isEqualTo(Set.of("sallyport.untrusted", "sallyport.trusted.deployments"));
  }

  private static Canaries payloads() {
    Canaries payloads = new Canaries();
    Set.of(BOUND, UNBOUND, REFUSED).forEach(text -> payloads.add(text, text));
    return payloads;
  }

  private static Set<String> where(Map<String, Set<String>> found, String canary) {
    return found.entrySet().stream()
        .filter(entry -> entry.getValue().contains(canary))
        .map(entry -> entry.getKey().replaceAll("-[0-9]+/.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void findsWhatIsPlanted(@TempDir Path elsewhere) throws IOException {
    Canaries secrets = Canaries.ofSecrets(stack.data());
    Path key = stack.data().resolve("validator/keys/mandate.pem");
    Files.copy(key, elsewhere.resolve("copy.log"));
    Path token = stack.data().resolve("executor-deployments/secrets/ci-token");
    byte[] bytes = Files.readString(token).strip().getBytes(UTF_8);
    Files.writeString(elsewhere.resolve("hex"), HexFormat.of().formatHex(bytes));

    assertThat(secrets.below(elsewhere).keySet()).containsExactly("copy.log", "hex");
  }
}
