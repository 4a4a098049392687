package io.sallyport.executor.handler.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ASI05")
class ProgramTest {
  @TempDir private Path directory;

  @Test
  void isFoundBehindLinks() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/usr/bin/true"));

    assertThat(Program.parse(link.toString(), Optional.empty()).path())
        .isEqualTo(Path.of("/usr/bin/true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/bin/sh", "/usr/bin/bash", "/usr/bin/env", "/usr/bin/xargs", "/bin/dash"})
  void isNoShell(String path) {
    assertThatThrownBy(() -> Program.parse(path, Optional.empty())).hasMessageContaining("a shell");
  }

  @Test
  void isNoShellBehindLink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("tool"), Path.of("/bin/sh"));

    assertThatThrownBy(() -> Program.parse(link.toString(), Optional.empty()))
        .hasMessageContaining("a shell");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "usr/bin/true",
        "./true",
        "/usr/bin/../bin/true",
        "/usr/bin/./true",
        "",
        "/usr/bin/true/"
      })
  void isAnAbsolutePath(String path) {
    assertThatThrownBy(() -> Program.parse(path, Optional.empty()))
        .hasMessageContaining("an absolute path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin", "/usr/bin/no-such-program", "/etc/passwd"})
  void isAnExecutableFile(String path) {
    assertThatThrownBy(() -> Program.parse(path, Optional.empty()))
        .hasMessageContaining("no executable file");
  }

  @Test
  void isUnchangedAsLongAsItsBytesAreThose() throws IOException {
    Path file = Files.writeString(directory.resolve("tool"), "one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Program pinned =
        Program.parse(file.toString(), Optional.of(Digest.of(Files.readAllBytes(file))));
    assertThat(pinned.isUnchanged()).isTrue();

    Files.writeString(file, "two");

    assertThat(pinned.isUnchanged()).isFalse();
    assertThat(Program.parse(file.toString(), Optional.empty()).isUnchanged()).isTrue();
  }

  @Test
  void isAnotherOneWhenItHasGone() throws IOException {
    Path file = Files.writeString(directory.resolve("tool"), "one");
    Program pinned = new Program(file, Optional.of(Digest.of(Files.readAllBytes(file))));

    Files.delete(file);

    assertThat(pinned.isUnchanged()).isFalse();
  }
}
