package io.sallyport.cli.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TutorialTest {
  private static final Path PAGE = Path.of("../docs/tutorial/first-action.md");
  private static final String DIRECTORY = "first";

  @TempDir private Path temporary;
  private Screen screen = new Screen();

  @Test
  void doesAndShowsWhatItSays() throws IOException {
    List<Tutorial.Step> steps = Tutorial.steps(Files.readString(PAGE));

    for (Tutorial.Step step : steps) {
      take(step);
    }

    assertThat(steps).filteredOn(Tutorial.Step.Call.class::isInstance).hasSizeGreaterThan(8);
    assertThat(steps).filteredOn(Tutorial.Step.See.class::isInstance).hasSizeGreaterThan(4);
  }

  @Test
  void findsNoStepThatItCannotTake() {
    assertThat(Tutorial.steps("```sh\nmkdir first\n./sallyport lint first # exits 2\n```\n"))
        .containsExactly(new Tutorial.Step.Call(List.of("lint", "first"), 2));
  }

  private void take(Tutorial.Step step) throws IOException {
    switch (step) {
      case Tutorial.Step.Write(String file, boolean isAddition, String text) -> {
        Path path = Path.of(here(file));
        DemoBundles.write(path, isAddition ? DemoBundles.text(path) + text : text);
      }
      case Tutorial.Step.Call(List<String> arguments, int exitCode) -> {
        Object[] words = arguments.stream().map(this::here).toArray();
        assertThat(DemoBundles.run(screen, words)).as(arguments + screen.out()).isEqualTo(exitCode);
      }
      case Tutorial.Step.See(List<String> lines) -> {
        String shown = (screen.out() + screen.err()).replace(here(DIRECTORY), DIRECTORY);
        assertThat(shown).containsSubsequence(lines);
        screen = new Screen();
      }
    }
  }

  /** The page's directory is a temporary one. */
  private String here(String word) {
    return word.equals(DIRECTORY) || word.startsWith(DIRECTORY + "/")
        ? temporary.resolve(word).toString()
        : word;
  }
}
