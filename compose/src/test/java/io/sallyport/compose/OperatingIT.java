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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stack at work, as its operators see it: its metrics, whose reference page is made here (run it
 * with {@code -Dsallyport.regenerate=true} after a change), and what {@code doctor} says of it.
 */
@Tag("AARM-R8")
@Tag("CSF-DE.CM")
class OperatingIT {
  private static final Path PAGE = Path.of("../docs/reference/metrics.md");
  private static final List<String> ROLES = List.of("ingest", "validator", "executor");
  private static final String STRANGE = "a-strangers-text";

  @TempDir private static Path directory;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Stack stack;

  @BeforeAll
  static void starts() {
    stack = Stack.start(directory.resolve("data"));
    byte[] genuine = Payloads.push(0).toString().getBytes(UTF_8);
    assertThat(new Sender(stack.ingest(), stack.secret()).send("push", genuine)).isEqualTo(202);
  }

  @AfterAll
  static void stops() {
    stack.close();
    CLIENT.close();
  }

  @Test
  void saysWhatTheRolesShow() throws Exception {
    Map<String, Shown> all = new TreeMap<>();
    for (String role : ROLES) {
      Map<String, String> types = column(metrics(role), "# TYPE ");
      column(metrics(role), "# HELP ")
          .forEach((name, help) ->
              all.merge(name, new Shown(types.getOrDefault(name, ""), role, help), Shown::with));
    }
    StringBuilder page = new StringBuilder(HEAD);
    all.forEach((name, shown) ->
        page.append(
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    name, shown.type(), shown.roles(), MetricLabels.of(name), shown.help())));
    page.append(MetricLabels.words());
    if (Boolean.getBoolean("sallyport.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(all).hasSizeGreaterThan(40);
    assertThat(all.keySet()).containsAll(MetricLabels.metrics());
    assertThat(PAGE).hasContent(page.toString());
  }

  /** What nobody has counted yet shows none: so one delivery has gone all the way before. */
  @Test
  void namesOnItsPageEachLabelThatTheRolesShow() throws Exception {
    assertThat(stack.tally(java.time.Duration.ofSeconds(30)).code()).isZero();
    assertThat(metrics("executor")).contains("sallyport_executor_ended_total{");

    for (String role : ROLES) {
      assertThat(MetricLabels.unnamed(metrics(role))).as(role).isEmpty();
    }
    assertThat(MetricLabels.labels())
        .allSatisfy(label -> assertThat(MetricLabels.words()).contains("\n| `" + label + "`"));
  }

  @Test
  void neverMakesALabelOfAStrangersText() throws Exception {
    Sender sender = new Sender(stack.ingest(), stack.secret());
    for (int each = 0; each < 20; each++) {
      String text = STRANGE + each;
      get(stack.ingest() + "/v1/sources/" + text);
      String body = "{\"ref\": \"" + text + "\", \"pusher\": {\"name\": \"" + text + "\"}}";
      sender.send(text, body.getBytes(UTF_8));
    }
    stack.tally(java.time.Duration.ofSeconds(30));

    assertThat(metrics("ingest"))
        .contains("ingest_requests_total{source=\"unknown\"")
        .contains("ingest_requests_total{source=\"github\",result=\"accepted\"} 21");
    for (String role : ROLES) {
      assertThat(metrics(role)).doesNotContain(STRANGE);
    }
  }

  /** It has the admin's home and the addresses, and nothing of any role. */
  @Test
  void isWellBeforeADoctorWhoSeesNoRolesFiles() throws IOException {
    Path data = directory.resolve("seen");
    Path seen = Files.createDirectories(data.resolve("admin"));
    for (String name : List.of("client.properties", "topics.yaml")) {
      Files.copy(stack.data().resolve("admin").resolve(name), seen.resolve(name));
    }
    Files.createDirectories(seen.resolve("tls"));
    try (Stream<Path> files = Files.list(stack.data().resolve("admin/tls"))) {
      for (Path file : files.toList()) {
        Files.copy(file, seen.resolve("tls").resolve(file.getFileName()));
      }
    }
    Path addresses = data.resolve("endpoints.json");
    Files.copy(stack.data().resolve("endpoints.json"), addresses);

    Stack.Ended ended = doctor(data, bundle());

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output().lines())
        .noneMatch(line -> line.contains("\"state\":\"bad\""))
        .anyMatch(line -> line.startsWith("{\"state\":\"ok\",\"code\":\"registry-schema\""))
        .anyMatch(line -> line.startsWith("{\"state\":\"warning\",\"code\":\"ambient\""));
    for (String role : ROLES) {
      String ready = "{\"state\":\"ok\",\"code\":\"role-ready\",\"subject\":\"" + role + "\"";
      assertThat(ended.output()).contains(ready);
      assertThat(ended.output())
          .containsPattern(
              "\"certificate-expiry\",\"subject\":\"" + role + "\",\"text\":\"ends at 20");
    }
  }

  @Test
  void showsADoctorAnotherSchema() throws Exception {
    Path changed = Files.createDirectories(directory.resolve("changed"));
    Path schema;
    try (Stream<Path> files = Files.walk(bundle())) {
      schema = files.filter(file -> file.toString().endsWith(".avsc")).findFirst().orElseThrow();
    }
    String text = Files.readString(schema).replaceFirst("\"maxLength\": *\\d+", "\"maxLength\": 7");
    Files.writeString(changed.resolve("changed.avsc"), text);

    assertThat(doctor(stack.data(), changed).output())
        .contains("{\"state\":\"bad\",\"code\":\"registry-schema\"");
  }

  @Test
  void showsADoctorWhoStandsStill() throws Exception {
    ProcessHandle executor = stack.process("executor");
    signal("-STOP", executor);
    try {
      Stack.Ended ended = doctor(stack.data(), bundle());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.output())
          .containsPattern("\"bad\",\"code\":\"role-ready\".*does not answer");
    } finally {
      signal("-CONT", executor);
    }
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  private static Path bundle() {
    return stack.data().resolve("bundles/validator");
  }

  private static Stack.Ended doctor(Path data, Path bundle) {
    return Stack.command(
        "doctor",
        "--data",
        data.toString(),
        "--bundle",
        bundle.toString(),
        "--timeout",
        "5s",
        "--output",
        "json");
  }

  /**
   * What one metric is.
   *
   * @param type counter, gauge or histogram
   * @param roles that show it
   * @param help what it means
   */
  private record Shown(String type, String roles, String help) {
    private Shown with(Shown other) {
      assertThat(other.type()).isEqualTo(type);
      return new Shown(type, roles + ", " + other.roles(), help);
    }
  }

  private static final String HEAD =
      """
      # Metrics

      What the roles show at `/metrics` of their admin listeners, in the Prometheus text format.
      Labels are words of configuration, bundles and the code's own lists, at most 500 of each
      metric; never ids, never anything that a sender chose. Rules for them:
      [alerts.yml](../operate/alerts.yml). A minter's own are `sallyport_minter_requests_total`,
      `_hung_up_total`, `_leases_total`, `_revocations_total` and `_lent`; a validator's with a
      [shadow](bundle.md#shadow) `sallyport_validator_shadow_compared_total`,
      `_differences_total{rule, decided, shadow}`, `_missed_total`, `_loads_total{result}`
      and `_version`.
      The labels of a minter's are in its lines of `/metrics`.
      Generated by `OperatingIT` from a running stack.

      | metric | type | roles | labels | meaning |
      |---|---|---|---|---|
      """;

  /** The words behind a name, by name. */
  private static Map<String, String> column(String metrics, String start) {
    Map<String, String> found = new TreeMap<>();
    metrics
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).split(" ", 2))
        .forEach(words -> found.put(words[0], words[1]));
    return found;
  }

  private static String metrics(String role) throws Exception {
    JsonNode admin = stack.endpoints().path("admin");
    return get(admin.path(role).asText() + "/metrics");
  }

  private static String get(String uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
