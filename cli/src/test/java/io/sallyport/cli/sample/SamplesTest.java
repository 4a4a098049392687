package io.sallyport.cli.sample;

import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.lint.Lint;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.validator.bundle.GoldenTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
  @TempDir private Path temporary;
  private final Screen screen = new Screen();

  static List<Path> samples() {
    return Samples.all();
  }

  static Stream<Path> executors() {
    return samples().stream().flatMap(sample -> Samples.executors(sample).stream());
  }

  @Test
  void areThereAndListed() {
    String page = text(Samples.HOME.resolve("README.md"));

    assertThat(samples())
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            sample -> assertThat(page).contains("(" + sample.getFileName() + "/README.md)"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void haveAShortPage(Path sample) {
    assertThat(text(sample.resolve("README.md")).lines()).hasSizeBetween(10, 40);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void areSound(Path sample) {
    int code = run(screen, "lint", Samples.validator(sample));

    assertThat(code).as(screen.out()).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void keepTheirPromises(Path sample) {
    int code = run(screen, "test", Samples.validator(sample));

    assertThat(code).as(screen.out()).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void admitNothingDoubtful(Path sample) {
    assertThat(LoadedBundle.read(Samples.validator(sample)).bundle().actions().values())
        .allSatisfy(type -> assertThat(Lint.warnings(type)).as(type.name()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void showWhatPassesAndWhatMustNot(Path sample) {
    assertThat(Samples.cases(sample))
        .anyMatch(Samples::isPassing)
        .satisfies(cases ->
            assertThat(cases.stream().filter(Samples::isRefusing)).hasSizeGreaterThanOrEqualTo(4));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void useEveryPayload(Path sample) throws IOException {
    Path directory = Samples.validator(sample).resolve("tests/payloads");
    try (Stream<Path> payloads = Files.list(directory)) {
      assertThat(payloads.map(Path::getFileName))
          .hasSameElementsAs(
              Samples.cases(sample).stream()
                  .map(GoldenTest.Case::payload)
                  .map(Path::getFileName)
                  .collect(Collectors.toSet()));
    }
  }

  /** Tests that a careless permit passes would promise nothing. */
  @ParameterizedTest
  @MethodSource("samples")
  void fallWhenEverythingIsPermitted(Path sample) {
    Path bundle = copy(Samples.validator(sample), temporary.resolve("validator"));
    LoadedBundle.read(bundle).bundle().actions().values().forEach(type -> permit(bundle, type));

    int code = run(screen, "test", bundle);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out())
        .contains("FAILED")
        .containsAnyOf("ALLOW (permitted)", "STEP_UP (approval-needed)");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void pinWhatWasReviewed(Path executor) {
    Path validator = executor.resolveSibling("validator");

    assertThat(run(screen, "lint", executor)).as(screen.out()).isZero();
    assertThat(run(screen, "lint", "--pin", "--check", executor, "--from", validator))
        .as(screen.out())
        .isZero();
  }

  private static void permit(Path bundle, ActionType type) {
    String name = type.name().substring(type.name().lastIndexOf('.') + 1);
    String grant = type.effect() == Effect.PERSIST ? "grant: persist, " : "";
    write(
        bundle.resolve("open-" + name + ".yaml"),
        """
        apiVersion: sallyport/v1
        kind: Policy
        metadata: {name: open-%d}
        spec:
          action: %s
          statements: [{id: open, effect: permit, %swhen: 'true'}]
        """
            .formatted(name.length(), type.name(), grant));
  }
}
