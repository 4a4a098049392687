package io.sallyport.quickstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory is taken over only if it is new, empty or the quickstart's own. */
class DataDirectoryTest {
  @TempDir private Path directory;

  @Test
  void createsAndMarksANewDirectory() {
    var data = new DataDirectory(directory.resolve("new"));

    data.claim();

    assertThat(data.isOurs()).isTrue();
  }

  @Test
  void takesAnEmptyDirectory() {
    var data = new DataDirectory(directory);

    data.claim();

    assertThat(data.isOurs()).isTrue();
  }

  @Test
  void continuesWithItsOwnDirectory() throws IOException {
    var data = new DataDirectory(directory);
    data.claim();
    Files.writeString(directory.resolve("more"), "text");

    data.claim();

    assertThat(data.isOurs()).isTrue();
  }

  @Test
  void refusesADirectoryThatHoldsSomethingElse() throws IOException {
    Files.writeString(directory.resolve("thesis"), "text");
    var data = new DataDirectory(directory);

    assertThatThrownBy(data::claim)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("choose another directory with --data");
    assertThat(data.isOurs()).isFalse();
  }

  @Test
  void isForTheUserWhoMadeIt() {
    var data = new DataDirectory(directory);
    int uid = DataDirectory.owner(directory);

    assertThatCode(() -> data.requireOwner(uid)).doesNotThrowAnyException();
    assertThatThrownBy(() -> data.requireOwner(uid + 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s belongs to uid %d, and this is uid %d; run this as the user who started the stack"
                .formatted(directory, uid, uid + 1));
  }

  @Test
  void opensToOthersForPassingThroughOnly() throws IOException {
    var data = new DataDirectory(directory);

    data.openToOthers(true);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx--x--x");
  }
}
