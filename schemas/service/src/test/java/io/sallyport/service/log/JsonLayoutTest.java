package io.sallyport.service.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log record is one line of JSON, whatever the text in it tries. */
@ResourceLock(Resources.SYSTEM_ERR)
class JsonLayoutTest {
  private static final Logger LOG = LoggerFactory.getLogger("io.sallyport.test");

  private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");

  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      JsonLog.install("ingest");
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void writesOneObjectALine() {
    String line = logged(() -> LOG.atInfo().addKeyValue("millis", 8080).log("ready"));

    assertThat(line)
        .startsWith("{\"time\":\"")
        .endsWith(
            "\"level\":\"INFO\",\"role\":\"ingest\",\"logger\":\"io.sallyport.test\","
                + "\"message\":\"ready\",\"millis\":\"8080\"}\n");
  }

  @Test
  void escapesWhatWouldForgeALine() {
    String line = logged(() -> LOG.info("a\n{\"level\":\"x\"}\r\u001b[2J\u202e{}", "\u0085b"));

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line)
        .contains("a\\n{\\\"level\\\":\\\"x\\\"}\\u000d\\u001b[2J\\u202e\\u0085b")
        .doesNotContain("\u001b", "\u202e", "\u0085");
  }

  @ParameterizedTest
  @ValueSource(strings = {"level", "error", "port", "a\"b"})
  void leavesOutPairsWithOtherKeys(String key) {
    String line = logged(() -> LOG.atInfo().addKeyValue(key, "forged").log("x"));

    assertThat(line).doesNotContain("forged");
  }

  /** What the roles log has its place on the list, and the list has nothing that nobody logs. */
  @Test
  void knowsTheKeysThatTheRolesUse() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String role : List.of("ingest", "validator", "executor", "quickstart", "schemas")) {
      try (Stream<Path> files = Files.walk(Path.of("../..", role))) {
        for (Path file : files.filter(JsonLayoutTest::isMain).toList()) {
          KEY.matcher(Files.readString(file)).results().forEach(found -> used.add(found.group(1)));
        }
      }
    }

    assertThat(used).containsExactlyInAnyOrderElementsOf(JsonLayout.PAIRS);
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/src/main/java/") && file.toString().endsWith(".java");
  }

  @Test
  void namesTheCausesOfAnException() {
    Exception error = new IllegalStateException("outer\n", new RuntimeException("inner"));

    String line = logged(() -> LOG.error("failed", error));

    assertThat(line)
        .contains(
            "\"error\":\"java.lang.IllegalStateException: outer\\n; "
                + "caused by java.lang.RuntimeException: inner\"")
        .contains("\"at\":\"io.sallyport.service.log.JsonLayoutTest.");
    assertThat(line.strip().lines()).hasSize(1);
  }

  @Test
  void boundsTheLine() {
    String line = logged(() -> LOG.info("x".repeat(100_000)));

    assertThat(line).hasSizeLessThan(5_000).contains("xxx...");
  }

  @Test
  void keepsLibrariesQuiet() {
    String text =
        logged(() -> {
          LoggerFactory.getLogger("org.apache.kafka.clients").info("noise");
          LoggerFactory.getLogger("org.apache.kafka.clients").warn("signal");
          LOG.debug("detail");
        });

    assertThat(text).contains("signal").doesNotContain("noise", "detail");
  }
}
