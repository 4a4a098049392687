package io.sallyport.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the data directory are readable by their owner alone. */
class OwnerFilesTest {
  @TempDir private Path directory;

  @Test
  void writesFilesThatOnlyTheirOwnerReads() throws IOException {
    Path file = OwnerFiles.write(directory.resolve("secret"), "text");

    assertThat(mode(file)).isEqualTo("r--------");
    assertThat(file).hasContent("text");
  }

  @Test
  void replacesASealedFile() {
    Path file = OwnerFiles.write(directory.resolve("secret"), "first");

    OwnerFiles.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(directory).isDirectoryNotContaining("glob:**.draft");
  }

  @Test
  void writesMutableFilesForTheirOwner() throws IOException {
    Path file = OwnerFiles.writeMutable(directory.resolve("ports"), "1");

    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void createsDirectoriesThatOnlyTheirOwnerEnters() throws IOException {
    Path inner = OwnerFiles.directory(directory.resolve("outer/inner"));

    assertThat(mode(inner)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("outer"))).isEqualTo("rwx------");
  }

  @Test
  void copiesATreeWithOwnerOnlyModes() throws IOException {
    Path from = Files.createDirectories(directory.resolve("from/rules"));
    Files.writeString(from.resolve("rule.yaml"), "kind: Rule");

    OwnerFiles.copyTree(directory.resolve("from"), directory.resolve("to"));

    Path copy = directory.resolve("to/rules/rule.yaml");
    assertThat(copy).hasContent("kind: Rule");
    assertThat(mode(copy)).isEqualTo("r--------");
    assertThat(mode(directory.resolve("to/rules"))).isEqualTo("rwx------");
  }

  @Test
  void deletesATreeWithoutFollowingItsLinks() throws IOException {
    Path kept = Files.writeString(directory.resolve("kept"), "text");
    Path tree = Files.createDirectories(directory.resolve("tree/inner"));
    Files.createSymbolicLink(tree.resolve("link"), directory);

    OwnerFiles.deleteTree(directory.resolve("tree"));

    assertThat(directory.resolve("tree")).doesNotExist();
    assertThat(kept).exists();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
