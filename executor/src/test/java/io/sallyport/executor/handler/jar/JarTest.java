package io.sallyport.executor.handler.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are the pinned jar. */
@Tag("ASI04")
@Tag("CSF-GV.SC")
class JarTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path home;
  private Path directory;
  private Path file;

  @BeforeEach
  void writes() throws IOException {
    directory = Files.createDirectory(home.resolve("jars"));
    file = Files.write(directory.resolve("sign-1.0.jar"), CONTENT);
    permit(directory, "rwxr-xr-x");
    permit(file, "rw-r--r--");
  }

  @Test
  void givesThePinnedBytes() {
    assertThat(jar(CONTENT).problem()).isEmpty();
    assertThat(jar(CONTENT).content()).hasValue(CONTENT);
  }

  @Test
  void refusesAnotherOneThanPinned() {
    assertRefused(jar(new byte[] {1, 2}), "sha256: the jar is another one");
  }

  @Test
  void takesTheLargestAndNotOneByteMore() throws IOException {
    byte[] largest = Files.readAllBytes(Files.write(file, new byte[Jar.MAX_BYTES]));
    assertThat(jar(largest).content()).isPresent();

    byte[] larger = Files.readAllBytes(Files.write(file, new byte[Jar.MAX_BYTES + 1]));
    assertRefused(jar(larger), "sha256: the jar is another one, or above 16 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
  void refusesDirectoryThatOthersWriteTo(String permissions) throws IOException {
    permit(directory, permissions);

    assertRefused(jar(CONTENT), "jar: others can write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void refusesJarThatOthersWriteTo(String permissions) throws IOException {
    permit(file, permissions);

    assertRefused(jar(CONTENT), "jar: others can write");
  }

  @Test
  void refusesLinksAndWhatIsNotThere() throws IOException {
    Path target = Files.move(file, home.resolve("elsewhere.jar"));
    assertRefused(jar(CONTENT), "jar: there is no plain file");

    Files.createSymbolicLink(file, target);
    assertRefused(jar(CONTENT), "jar: there is no plain file");
  }

  @Test
  void refusesDirectoryThatIsALink() throws IOException {
    Path moved = Files.move(directory, home.resolve("elsewhere"));
    Files.createSymbolicLink(directory, moved);

    assertRefused(jar(CONTENT), "jar: there is no plain file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.jar", "a/b.jar", ".jar", ".a.jar", "a.zip", "a b.jar", "a.jar\n"})
  void refusesNameThatIsNoFilesInItsDirectory(String name) {
    assertThatThrownBy(() -> new Jar(directory, name, Digest.of(CONTENT)))
        .hasMessageStartingWith("jar is the name of a file");
  }

  @Test
  void takesNamesOf104CharactersAndNoMore() {
    String longest = "a".repeat(100) + ".jar";
    assertThat(new Jar(directory, longest, Digest.of(CONTENT)).file())
        .isEqualTo(directory.resolve(longest));
    assertThatThrownBy(() -> new Jar(directory, "a" + longest, Digest.of(CONTENT)))
        .hasMessageStartingWith("jar is the name of a file");
  }

  private Jar jar(byte[] pinned) {
    return new Jar(directory, "sign-1.0.jar", Digest.of(pinned));
  }

  private static void assertRefused(Jar jar, String problem) {
    assertThat(jar.content()).isEmpty();
    assertThat(jar.problem()).hasValueSatisfying(said -> assertThat(said).startsWith(problem));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
