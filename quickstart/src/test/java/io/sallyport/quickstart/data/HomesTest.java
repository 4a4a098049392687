package io.sallyport.quickstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.supervise.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role owns its files and its working directories, and cannot replace the others. */
class HomesTest {
  private static final Owner.Uid ROLE = new Owner.Uid(20_003);

  @TempDir private Path directory;
  private Path home;
  private Path key;

  @BeforeEach
  void provisions() {
    home = OwnerFiles.directory(directory.resolve("ingest"));
    key = OwnerFiles.write(OwnerFiles.directory(home.resolve("keys")).resolve("key.pem"), "key");
  }

  @Test
  void createsWorkingDirectories() {
    Homes.handOver(home, new Owner.SameUser());

    assertThat(home.resolve("tmp")).isDirectory();
    assertThat(home.resolve("state")).isDirectory();
  }

  @Test
  void givesFilesToTheRole() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();

    Homes.handOver(home, ROLE);

    assertThat(uid(key)).isEqualTo(20_003);
    assertThat(mode(key)).isEqualTo("r--------");
    assertThat(uid(home.resolve("state"))).isEqualTo(20_003);
  }

  @Test
  void letsTheGroupOfAnotherEnterADirectory() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();
    Path door = home.resolve("door");

    Homes.letIn(door, ROLE, new Owner.Uid(20_009));

    assertThat(uid(door)).isEqualTo(20_003);
    assertThat(Files.getAttribute(door, "unix:gid")).isEqualTo(20_009);
    assertThat(mode(door)).isEqualTo("rwxr-x---");
  }

  @Test
  void keepsTheDirectoriesOfWhatItWrote() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();

    Homes.handOver(home, ROLE);

    assertThat(uid(home)).isZero();
    assertThat(uid(home.resolve("keys"))).isZero();
    assertThat(mode(home.resolve("keys"))).isEqualTo("rwxr-x---");
  }

  @Test
  void givesOneDirectoryToReadAndNothingBeside() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();
    Path beside = OwnerFiles.write(home.resolve("config.yaml"), "text");

    Homes.handOverToRead(home.resolve("keys"), ROLE);

    assertThat(uid(key)).isEqualTo(20_003);
    assertThat(mode(home.resolve("keys"))).isEqualTo("rwxr-x---");
    assertThat(uid(beside)).isZero();
    assertThat(home.resolve("state")).doesNotExist();
  }

  @Test
  void takesAnotherUsersStateOver() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();
    Homes.handOver(home, new Owner.Uid(30_003));
    Path file = Files.writeString(home.resolve("state/store"), "text");

    Homes.handOver(home, ROLE);

    assertThat(uid(file)).isEqualTo(20_003);
  }

  @Test
  void followsNoLinkOfTheRole() throws IOException {
    assumeThat(uid(home)).as("started as root").isZero();
    Path outside = Files.writeString(directory.resolve("outside"), "text");
    Files.createSymbolicLink(OwnerFiles.directory(home.resolve("state")).resolve("link"), outside);

    Homes.handOver(home, ROLE);

    assertThat(uid(outside)).isZero();
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
