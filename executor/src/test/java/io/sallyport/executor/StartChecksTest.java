package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ConfigException;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process may inherit; what the broker must be is in {@link StartChecksIT}. */
class StartChecksTest {
  private static final Map<String, String> CLEAN = Map.of("PATH", "/bin");
  private static final Map<String, String> LADEN = Map.of("AWS_PROFILE", "x", "CI_TOKEN", "s3cret");

  @TempDir private Path home;

  @Test
  void acceptsCleanEnvironment() throws IOException {
    StartChecks checks = checks("dev: true");

    assertThatCode(() -> checks.checkEnvironment(CLEAN)).doesNotThrowAnyException();
  }

  @Test
  void refusesInheritedCredentialsByNameAndWithoutValue() throws IOException {
    StartChecks checks = checks("dev: true");

    assertThatThrownBy(() -> checks.checkEnvironment(LADEN))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("AWS_PROFILE, CI_TOKEN")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void toleratesInheritedCredentialsWhenToldTo() throws IOException {
    StartChecks checks = checks("dev: true, strict: false");

    assertThatCode(() -> checks.checkEnvironment(LADEN)).doesNotThrowAnyException();
  }

  /** The JVM of the tests can be attached to. */
  @Test
  void refusesToHoldSecretsWhereOthersCanAttach() throws IOException {
    StartChecks checks = checks("dev: true");

    assertThatThrownBy(checks::closeMemory)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "strict: others can attach to this JVM; start it with -XX:+DisableAttachMechanism");
  }

  @Test
  void leavesMemoryOpenWhenToldTo() throws IOException {
    StartChecks checks = checks("dev: true, strict: false");

    assertThatCode(checks::closeMemory).doesNotThrowAnyException();
  }

  @Test
  void refusesToBeToldNeitherWhoSignsNorThatNobodyDoes() {
    assertThatThrownBy(() -> checks("strict: true"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("maintainers: name them, or dev: true");
  }

  private StartChecks checks(String authority) throws IOException {
    Path file =
        Files.writeString(
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
}
