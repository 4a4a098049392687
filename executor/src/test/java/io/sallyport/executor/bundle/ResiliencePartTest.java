package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.CircuitSpec;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Handler document says of failures, and each refusal. */
class ResiliencePartTest {
  private static final String HTTP =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: deploy}
      spec:
        action: com.example.actions.Deploy
        fingerprint: FINGERPRINT
        credential: ci
        http: {method: POST, origin: 'https://ci.example.com:443', path: '/', success: [200, 202]}
      """;

  @Test
  void withoutAWordEverythingIsTriedOnce() {
    assertThat(read("")).isEqualTo(Resilience.NONE);
  }

  @Test
  void hasTheseDefaults() {
    Resilience resilience = read("attempts: {max: 3}\n  circuit: {}");

    assertThat(resilience.attempts())
        .isEqualTo(
            new Attempts(
                3, Duration.ofMillis(500), Duration.ofSeconds(30), Set.of(429, 502, 503, 504)));
    assertThat(resilience.circuit())
        .contains(new CircuitSpec(5, Duration.ofSeconds(30), Set.of(502, 503, 504)));
    assertThat(resilience.concurrency()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void readsEverything() {
    Resilience resilience =
        read(
            """
            attempts: {max: 10, backoff: 10ms, maxBackoff: 10m, statuses: [500]}
              circuit: {failures: 1000, open: 1h, statuses: []}
              concurrency: 1024\
            """);

    assertThat(resilience)
        .isEqualTo(
            new Resilience(
                new Attempts(10, Duration.ofMillis(10), Duration.ofMinutes(10), Set.of(500)),
                Optional.of(new CircuitSpec(1000, Duration.ofHours(1), Set.of())),
                1024));
  }

  /** A status that means success is no failure, whatever the default says. */
  @Test
  void successIsNoFailure() {
    String text = document("attempts: {max: 2}").replace("[200, 202]", "[200, 503]");

    assertThat(readText(text).attempts().statuses()).containsExactlyInAnyOrder(429, 502, 504);
  }

  @Test
  void programHasExitStatuses() {
    Resilience resilience =
        program("attempts: {max: 2, statuses: [1, 125]}\n  circuit: {failures: 1}");

    assertThat(resilience.attempts().statuses()).containsExactlyInAnyOrder(1, 125);
    assertThat(resilience.circuit().orElseThrow().statuses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attempts: {max: 0} | attempts.max",
        "attempts: {max: 11} | attempts.max",
        "attempts: {backoff: 1s} | attempts.max",
        "attempts: {max: 2, backoff: 9ms} | attempts.backoff",
        "attempts: {max: 2, maxBackoff: 601s} | attempts.maxBackoff",
        "attempts: {max: 2, backoff: 31s} | is shorter than backoff",
        "attempts: {max: 2, statuses: [202]} | not in success",
        "attempts: {max: 2, statuses: [600]} | HTTP statuses from 200 to 599",
        "attempts: {max: 2, statuses: [5xx]} | HTTP statuses from 200 to 599",
        "attempts: {max: 2, retries: 1} | retries",
        "circuit: {failures: 0} | circuit.failures",
        "circuit: {failures: 1001} | circuit.failures",
        "circuit: {open: 999ms} | circuit.open",
        "circuit: {open: 3601s} | circuit.open",
        "circuit: {statuses: [200]} | not in success",
        "concurrency: 0 | concurrency",
        "concurrency: 1025 | concurrency",
      })
  void refuses(String more, String message) {
    assertThatThrownBy(() -> read(more))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"0", "126", "503"})
  void refusesOtherExitStatuses(String status) {
    assertThatThrownBy(() -> program("attempts: {max: 2, statuses: [" + status + "]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("exit statuses from 1 to 125");
  }

  private static Resilience read(String more) {
    return readText(document(more));
  }

  private static Resilience program(String more) {
    String http =
        document(more).lines().filter(line -> line.contains("http:")).findAny().orElse("");
    String process = "  process: {program: /usr/bin/true, require: [rlimits]}";
    String text = document(more).replace(http, process).replace("  credential: ci\n", "");
    return readText(text);
  }

  private static String document(String more) {
    return HTTP.replace("FINGERPRINT", Seal.type().fingerprint().text()) + "  " + more + "\n";
  }

  private static Resilience readText(String text) {
    return HandlerDocument.read(
            ConfigFile.parse("handler.yaml", text, Path.of("/")).getFirst(),
            Map.of(Seal.type().name(), Seal.type()),
            Set.of("ci"))
        .resilience();
  }
}
