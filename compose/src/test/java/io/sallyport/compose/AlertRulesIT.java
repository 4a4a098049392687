package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules are Prometheus's, fire on what they are for and on nothing else, ask for what the roles
 * show, and each has its runbook. Needs Debian's package {@code prometheus}, of which nothing is
 * started.
 */
@Tag("CSF-DE.CM")
@Tag("CSF-RS.MA")
class AlertRulesIT {
  private static final Path HERE = Path.of("../docs/operate");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern METRIC = Pattern.compile("\\b(?:sallyport|kafka|ingest)_[a-z_]+");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "check, rules, alerts.yml",
    "test, rules, alerts.test.yml",
    "check, config, ../../compose/prometheus.yml"
  })
  void holdsBeforePrometheus(String verb, String what, String file) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder("promtool", verb, what, file)
            .directory(HERE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(output)).isZero();
  }

  @Test
  void everyAlertHasARunbookAndTwoTests() throws IOException {
    List<String> runbooks = Files.readAllLines(HERE.resolve("runbooks.md"));
    String tests = Files.readString(HERE.resolve("alerts.test.yml"));
    List<String> alerts = alerts();

    assertThat(alerts).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    assertThat(runbooks.stream().filter(line -> line.startsWith("## ")))
        .containsExactlyInAnyOrderElementsOf(alerts.stream().map("## "::concat).toList());
    for (String alert : alerts) {
      assertThat(tests)
          .contains("{eval_time: 55m, alertname: " + alert + "}")
          .contains("        alertname: " + alert + "\n        exp_alerts:\n")
          .contains("docs/operate/runbooks.md#" + alert.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void asksForWhatTheRolesShow() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/metrics.md"));
    Set<String> asked = new TreeSet<>();
    METRIC.matcher(rules()).results().forEach(found -> asked.add(found.group()));

    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(asked).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  private static List<String> alerts() throws IOException {
    return ALERT.matcher(rules()).results().map(found -> found.group(1)).toList();
  }

  private static String rules() throws IOException {
    return Files.readString(HERE.resolve("alerts.yml"));
  }
}
