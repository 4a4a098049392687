package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.ambient.Ambient;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process may inherit; what the broker must be is in {@link StartChecksIT}. */
class StartChecksTest {
  private static final Map<String, String> CLEAN = Map.of("PATH", "/bin");
  private static final Map<String, String> LADEN = Map.of("AWS_PROFILE", "x", "CI_TOKEN", "s3cret");

  @TempDir private Path home;

  /** The JVM of the tests can be attached to, and that is all that is wrong. */
  @Test
  void refusesToHoldSecretsWhereOthersCanAttach() {
    assertThatThrownBy(() -> checks("dev: true").checkProcess(around(CLEAN)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "strict: others can attach to this JVM; start it with -XX:+DisableAttachMechanism");
  }

  @Test
  void tellsAllThatIsWrongByNameAndWithoutValue() throws IOException {
    Path netrc = Files.createFile(home.resolve(".netrc"));

    assertThatThrownBy(() -> checks("dev: true").checkProcess(around(LADEN)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("AWS_PROFILE, CI_TOKEN, " + netrc)
        .hasMessageContaining("others can attach to this JVM")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void toleratesTheKindThatItIsToldTo() {
    StartChecks checks = checks("dev: true, tolerates: [variables]");

    assertThatThrownBy(() -> checks.checkProcess(around(LADEN)))
        .hasMessageStartingWith("strict: others can attach");
  }

  @Test
  void toleratesAllWhenNotStrict() {
    StartChecks checks = checks("dev: true, strict: false");

    assertThatCode(() -> checks.checkProcess(around(LADEN))).doesNotThrowAnyException();
  }

  @Test
  void refusesToBeToldNeitherWhoSignsNorThatNobodyDoes() {
    assertThatThrownBy(() -> checks("strict: true"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("maintainers: name them, or dev: true");
  }

  private Ambient around(Map<String, String> environment) {
    return new Ambient(environment, home.resolve("root"), home, List.of());
  }

  private StartChecks checks(String authority) {
    Path file =
        write(
            home.resolve("config.yaml"),
            """
            apiVersion: sallyport/v1
            kind: Executor
            metadata: {name: executor}
            spec: {environment: test-k4x, cell: pay, keys: {receipt: r.pem},
              kafka: {bootstrap.servers: '127.0.0.1:1'}, %s}
            """
                .formatted(authority));
    return new StartChecks(ExecutorConfig.read(file));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
