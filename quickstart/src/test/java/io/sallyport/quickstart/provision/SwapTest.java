package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a swap ends early, one whole directory is in place after it is mended. */
class SwapTest {
  @TempDir private Path directory;
  private Path now;
  private Swap swap;

  @BeforeEach
  void begins() throws IOException {
    now = directory.resolve("bundle");
    swap = new Swap(now);
    fill(now, "old");
  }

  @Test
  void putsTheNextOneInPlaceAndLetsTheOneBeforeGo() throws IOException {
    fill(swap.next(), "new");

    swap.enter();
    swap.settle();

    assertThat(now.resolve("file")).hasContent("new");
    assertThat(names()).containsExactly("bundle");
  }

  @Test
  void isUndoneUntilItIsSettled() throws IOException {
    fill(swap.next(), "new");
    swap.enter();

    swap.mend();

    assertThat(now.resolve("file")).hasContent("old");
    assertThat(names()).containsExactly("bundle");
  }

  @Test
  void isMendedBetweenItsRenames() throws IOException {
    fill(swap.next(), "new");
    Files.move(now, directory.resolve("bundle.before"));

    swap.mend();

    assertThat(now.resolve("file")).hasContent("old");
    assertThat(names()).containsExactly("bundle");
  }

  /** What is half deleted is never what comes back. */
  @Test
  void staysWhereTheDeletionOfTheOneBeforeEndedEarly() throws IOException {
    fill(now, "new");
    fill(swap.next(), "half of the old one");

    swap.mend();

    assertThat(now.resolve("file")).hasContent("new");
    assertThat(names()).containsExactly("bundle");
  }

  @Test
  void beginsWhereNothingWas() throws IOException {
    Swap first = new Swap(directory.resolve("first"));
    first.mend();
    fill(first.next(), "new");

    first.enter();
    first.settle();

    assertThat(first.now().resolve("file")).hasContent("new");
  }

  private static void fill(Path bundle, String text) throws IOException {
    Files.writeString(Files.createDirectories(bundle).resolve("file"), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
