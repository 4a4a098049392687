package io.sallyport.cli.stack;

import static io.sallyport.cli.bundle.DemoBundles.EXECUTOR;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody gives a stack is linted before anything is started or changed. */
class OwnBundleTest {
  @TempDir private Path temporary;
  private final Screen screen = new Screen();

  @Test
  void isAnAbsolutePath() {
    assertThat(OwnBundle.validator(VALIDATOR))
        .isEqualTo(VALIDATOR.toAbsolutePath().normalize().toString());
    assertThat(OwnBundle.executor(EXECUTOR))
        .isEqualTo(EXECUTOR.toAbsolutePath().normalize().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"up --bundle", "reload"})
  void isRefusedWhereTheValidatorsHasAMistake(String command) {
    Path bundle = copy(VALIDATOR, temporary.resolve("bundle"));
    replace(bundle.resolve("policy-deploy.yaml"), "action.repository", "action.repo");

    assertThat(call(command, bundle)).isEqualTo(2);
    assertThat(screen.err())
        .contains(bundle.resolve("policy-deploy.yaml") + ":8:")
        .contains("Mend the file and run this again.");
  }

  @Test
  void isRefusedWhereTheExecutorsHasAMistake() {
    Path bundle = copy(EXECUTOR, temporary.resolve("bundle"));
    replace(bundle.resolve("handler-deploy.yaml"), "sha256:0", "sha256:1");

    assertThat(call("up --executor-bundle", bundle)).isEqualTo(2);
    assertThat(screen.err()).contains(bundle.resolve("handler-deploy.yaml") + ":7:");
  }

  @Test
  void isRefusedAsTheOtherSides() {
    assertThat(call("up --bundle", EXECUTOR)).isEqualTo(2);
    assertThat(screen.err()).contains("'sallyport up --executor-bundle " + EXECUTOR + "'");
    assertThat(call("up --executor-bundle", VALIDATOR)).isEqualTo(2);
    assertThat(screen.err()).contains("'sallyport up --bundle " + VALIDATOR + "'");
  }

  private int call(String command, Path bundle) {
    return run(screen, (Object[]) (command + " " + bundle).split(" "));
  }
}
