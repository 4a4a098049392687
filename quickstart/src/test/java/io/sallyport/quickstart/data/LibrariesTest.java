package io.sallyport.quickstart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role's class path is readable to other users and safe from the next build. */
class LibrariesTest {
  @TempDir private Path directory;
  private Path library;
  private Libraries libraries;

  @BeforeEach
  void builds() throws IOException {
    Path target = Files.createDirectories(directory.resolve("project/ingest/target"));
    library = Files.writeString(directory.resolve("jetty.jar"), "library");
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(target.resolve("sallyport-ingest.jar"), "own");
    Files.writeString(target.resolve("classpath"), library + "\n");
    libraries = new Libraries(directory.resolve("project"), directory.resolve("lib"));
  }

  @Test
  void putsTheRolesOwnJarFirst() {
    String classPath = libraries.classPath(Role.INGEST);

    Path home = directory.resolve("lib/ingest");
    assertThat(classPath)
        .isEqualTo(home.resolve("000-sallyport-ingest.jar") + ":" + home.resolve("001-jetty.jar"));
  }

  @Test
  void linksWhatOthersMayRead() throws IOException {
    libraries.classPath(Role.INGEST);

    assertThat(Files.getAttribute(linked("001-jetty.jar"), "unix:ino"))
        .isEqualTo(Files.getAttribute(library, "unix:ino"));
  }

  @Test
  void copiesWhatOthersMayNotRead() throws IOException {
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-------"));

    libraries.classPath(Role.INGEST);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(linked("001-jetty.jar"))))
        .isEqualTo("rw-r--r--");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
        .isEqualTo("rw-------");
  }

  @Test
  void copiesItsOwnJarsSinceABuildOverwritesThem() throws IOException {
    libraries.classPath(Role.INGEST);

    Files.writeString(directory.resolve("project/ingest/target/sallyport-ingest.jar"), "rebuilt");

    assertThat(linked("000-sallyport-ingest.jar")).hasContent("own");
  }

  @Test
  void forgetsWhatIsNoLongerOnTheClassPath() throws IOException {
    libraries.classPath(Role.INGEST);
    Path other = Files.writeString(directory.resolve("other.jar"), "other");
    Files.writeString(directory.resolve("project/ingest/target/classpath"), other.toString());

    libraries.classPath(Role.INGEST);

    assertThat(linked("001-jetty.jar")).doesNotExist();
  }

  @Test
  void linksAWholeDirectory() throws IOException {
    Path from = Files.createDirectories(directory.resolve("registry/lib"));
    Files.writeString(from.resolve("a.jar"), "a");

    Path linked = libraries.directory(Role.REGISTRY, directory.resolve("registry"));

    assertThat(linked.resolve("lib/a.jar")).hasContent("a");
  }

  @Test
  void saysWhatToDoWithoutABuild() throws IOException {
    Files.delete(directory.resolve("project/ingest/target/classpath"));

    assertThatThrownBy(() -> libraries.classPath(Role.INGEST))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("build the project first");
  }

  private Path linked(String name) {
    return directory.resolve("lib/ingest").resolve(name);
  }
}
