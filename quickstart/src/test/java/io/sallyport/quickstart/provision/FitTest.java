package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.quickstart.data.DataException;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack takes what its one cell can perform, and says of all else where and why not. */
class FitTest {
  private static final Path DEMO = Path.of("src/main/bundles");

  @TempDir private Path directory;
  private Path validator;
  private Path executor;

  @BeforeEach
  void copiesTheDemonstrations() {
    validator = copy(DEMO.resolve("validator"), directory.resolve("validator"));
    executor = copy(DEMO.resolve("executor"), directory.resolve("executor"));
  }

  @Test
  void takesWhatTheExecutorPerforms() {
    assertThatCode(() -> Fit.require(validator, executor)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherCell() throws IOException {
    Path file = change(validator, "\"cell\": \"deployments\"", "\"cell\": \"shop\"");

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            file
                + ":2:21: action-unknown: this stack has no cell 'shop'; write \"cell\":"
                + " \"deployments\"");
  }

  @Test
  void refusesAnEffectAboveTheExecutorsCeiling() throws IOException {
    Path file = change(validator, "\"write\"", "\"persist\"");

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .hasMessageStartingWith(file + ":2:2: effect-too-high: 'persist' is above");
  }

  @Test
  void refusesWhatNoHandlerPerforms() throws IOException {
    Files.delete(executor.resolve("handler-deploy.yaml"));

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .hasMessageStartingWith(
            validator.resolve("actions/Deploy.avsc")
                + ":1:20: action-unknown: no handler of the executor's bundle performs"
                + " com.example.actions.Deploy; 'sallyport init DIR --from BUNDLE'");
  }

  @Test
  void refusesAnotherSchemaThanTheExecutors() throws IOException {
    Path file = change(validator, "\"maxLength\": 200", "\"maxLength\": 201");

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .hasMessageStartingWith(file + ":1:20: fingerprint-unknown")
        .hasMessageContaining("sallyport lint --pin DIR --from BUNDLE");
  }

  @Test
  void tellsAllThatDoesNotFit() throws IOException {
    change(validator, "\"write\"", "\"persist\"");
    Files.delete(executor.resolve("handler-release.yaml"));

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .hasMessageContaining("effect-too-high")
        .hasMessageContaining("performs com.example.actions.Release");
  }

  @Test
  void pointsToLintWhereASchemaIsNone() throws IOException {
    Path file = Files.writeString(validator.resolve("actions/Deploy.avsc"), "{}");

    assertThatThrownBy(() -> Fit.require(validator, executor))
        .isInstanceOf(DataException.class)
        .hasMessage(file + " is no action schema; 'sallyport lint " + validator + "' tells why");
  }

  @Test
  void takesOtherRulesAndPoliciesWhileTheStackRuns() throws IOException {
    Path changed = copy(validator, directory.resolve("changed"));
    Files.writeString(changed.resolve("policy-deploy.yaml"), "# none\n");
    Files.delete(changed.resolve("rule-release-on-tag.yaml"));

    assertThatCode(() -> Fit.requireSame(validator, changed)).doesNotThrowAnyException();
  }

  @Test
  void refusesOtherSourcesAndTypesWhileTheStackRuns() throws IOException {
    Path changed = copy(validator, directory.resolve("changed"));
    change(changed, "\"maxLength\": 200", "\"maxLength\": 201");
    Path source = changed.resolve("source-github.yaml");
    Files.writeString(source, Files.readString(source).replace("50/s", "60/s"));

    assertThatThrownBy(() -> Fit.requireSame(validator, changed))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "another action type com.example.actions.Deploy, another source github: ")
        .hasMessageContaining("sallyport down", "sallyport up");
  }

  @Test
  void refusesABundleThatLeavesSourcesAndTypesOutWhileTheStackRuns() throws IOException {
    Path changed = copy(validator, directory.resolve("changed"));
    Files.delete(changed.resolve("actions/Release.avsc"));
    Files.delete(changed.resolve("source-github.yaml"));

    assertThatThrownBy(() -> Fit.requireSame(validator, changed))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("no action type com.example.actions.Release, no source github: ")
        .hasMessageContaining("sallyport down", "sallyport up");
  }

  /** Changes the schema of deployments. */
  private static Path change(Path bundle, String text, String other) throws IOException {
    Path file = bundle.resolve("actions/Deploy.avsc");
    return Files.writeString(file, Files.readString(file).replace(text, other));
  }

  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
