package io.sallyport.quickstart.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive serves the jars it was made from, and nothing piles up beside it. */
class ClassArchiveTest {
  @TempDir private Path libraries;
  @TempDir private Path temporary;

  @BeforeEach
  void links() throws IOException {
    Files.writeString(libraries.resolve("000-own.jar"), "own");
  }

  @Test
  void keepsTheArchiveOfTheSameJars() throws IOException {
    Path archive = Files.writeString(archive(), "classes");

    assertThat(archive()).isEqualTo(archive).exists();
  }

  @Test
  void takesAnotherForOtherJars() throws IOException {
    Path before = Files.writeString(archive(), "classes");

    Files.writeString(libraries.resolve("000-own.jar"), "changed");

    assertThat(archive()).isNotEqualTo(before);
    assertThat(before).doesNotExist();
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Path left = Files.writeString(temporary.resolve("librocksdbjni.so"), "native");

    archive();

    assertThat(left).doesNotExist();
  }

  private Path archive() {
    String prefix = "-XX:SharedArchiveFile=";
    return ClassArchive.flags(libraries, temporary).stream()
        .filter(flag -> flag.startsWith(prefix))
        .map(flag -> Path.of(flag.substring(prefix.length())))
        .findFirst()
        .orElseThrow();
  }
}
