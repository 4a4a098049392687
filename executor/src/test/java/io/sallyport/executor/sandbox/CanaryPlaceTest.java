package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is open for everybody, of whoever starts an executor: nobody gains by it. */
class CanaryPlaceTest {
  private static final String STRANGER = "20103";

  @TempDir private Path base;
  private Path directory;

  @BeforeEach
  void makes() throws IOException {
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    directory = Files.createTempDirectory(base, "sandbox");
  }

  /** Whoever may take the canary away may put a link there, whose target is opened in its place. */
  @Test
  void nobodyElseTakesTheCanaryAway() throws IOException {
    Path canary = SelfTest.opened(directory);

    assertThat(mode(directory)).isEqualTo(01777);
    assertThat(mode(canary)).isEqualTo(0666);
    assertThat((FileTime) Files.getAttribute(canary, "unix:ctime"))
        .isLessThanOrEqualTo((FileTime) Files.getAttribute(directory, "unix:ctime"));
  }

  @Test
  void anotherUserCanWriteThereAndNotReplaceTheCanary() throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root starts others").isEqualTo("root");
    Path canary = SelfTest.opened(directory);
    Path secret = Files.writeString(base.resolve("secret"), "kept");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

    int made = stranger("touch", directory.resolve("own").toString());
    int moved = stranger("mv", canary.toString(), directory.resolve("gone").toString());
    int replaced = stranger("ln", "-sfn", secret.toString(), canary.toString());

    assertThat(List.of(made, moved != 0, replaced != 0)).isEqualTo(List.of(0, true, true));
    assertThat(Files.isSymbolicLink(canary)).isFalse();
    assertThat(Files.readString(canary)).isEqualTo("seen");
  }

  @Test
  void takesAwayWhatOthersLeft() throws IOException {
    SelfTest.opened(directory);
    Path outside = Files.createDirectory(base.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "kept");
    Files.writeString(directory.resolve("theirs"), "x");
    Files.createDirectory(directory.resolve("empty"));
    Files.createSymbolicLink(directory.resolve("link"), outside);

    SelfTest.clear(directory);

    assertThat(directory).doesNotExist();
    assertThat(kept).hasContent("kept");
  }

  /** The start goes on: what a stranger put there says nothing of the sandbox. */
  @Test
  void leavesWhatCannotBeTakenAway() throws IOException {
    SelfTest.opened(directory);
    Files.writeString(Files.createDirectory(directory.resolve("full")).resolve("x"), "x");

    SelfTest.clear(directory);

    assertThat(mode(directory)).isEqualTo(0700);
    assertThat(directory.resolve("full/x")).exists();
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }

  /** How a command of another user ends. */
  private static int stranger(String... command) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("setpriv", "--reuid", STRANGER, "--regid", STRANGER));
    all.addAll(List.of("--clear-groups", "--"));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectErrorStream(true).start().waitFor();
  }
}
