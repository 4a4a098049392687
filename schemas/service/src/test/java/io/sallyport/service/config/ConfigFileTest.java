package io.sallyport.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are bounded, strict, and report problems with their places. */
class ConfigFileTest {
  private static final String SOURCE =
      "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: github}\nspec: {a: keys/x}\n";

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text);
  }

  @Test
  void readsSeveralDocuments() {
    List<ConfigDocument> documents =
        ConfigFile.parse(
            "two.yaml", SOURCE + "---\n" + SOURCE.replace("github", "gitlab") + "---\n");

    assertThat(documents).extracting(ConfigDocument::name).containsExactly("github", "gitlab");
    assertThat(documents.getLast().where()).isEqualTo("two.yaml:6");
  }

  @Test
  void resolvesPathsAgainstTheFilesDirectory() throws IOException {
    ConfigDocument document = ConfigFile.readOne(file("s.yaml", SOURCE), "Source");

    Path path = document.finish(() -> document.spec().path("a"));

    assertThat(path).isEqualTo(directory.resolve("keys/x"));
  }

  @Test
  void readsATreeInTheOrderOfNames() throws IOException {
    file("b/2.yaml", SOURCE.replace("github", "second"));
    file("a.yaml", SOURCE.replace("github", "first"));
    file("b/note.txt", "not yaml: [");

    assertThat(ConfigFile.readTree(directory, directory))
        .extracting(ConfigDocument::name)
        .containsExactly("first", "second");
  }

  @Test
  void reportsTheBrokenFilesOfATreeTogether() throws IOException {
    file("a.yaml", "a: [");
    file("b.yaml", "- 1");

    assertThatThrownBy(() -> ConfigFile.readTree(directory, directory))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void requiresVersionKindAndSpec() {
    ConfigDocument document =
        ConfigFile.parse("x.yaml", "apiVersion: v2\nknd: Source\n").getFirst();

    assertThatThrownBy(() -> document.finish(() -> "x"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::message)
                    .containsExactlyInAnyOrder(
                        "apiVersion: must be sallyport/v1",
                        "kind: the key is missing",
                        "spec: the key is missing",
                        "knd: unknown key; did you mean 'kind'?"));
  }

  @Test
  void requiresTheVersionToBeWritten() {
    ConfigDocument document = ConfigFile.parse("x.yaml", "kind: A\nspec: {}\n").getFirst();

    assertThatThrownBy(() -> document.finish(() -> "x"))
        .hasMessageContaining("apiVersion: must be sallyport/v1");
  }

  @Test
  void placesSyntaxErrors() {
    assertThatThrownBy(() -> ConfigFile.parse("x.yaml", "kind: A\nspec: {a: [1}\n"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.problems().getFirst().line()).isEqualTo(2);
              assertThat(e).hasMessageContaining("x.yaml:2:");
            });
  }

  @Test
  void survivesDeepNesting() {
    assertThatThrownBy(() -> ConfigFile.parse("x.yaml", "[".repeat(100_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void takesAFileOfTheLargestSizeAndRefusesOneByteMore() throws IOException {
    String padding = "#".repeat((1 << 20) - SOURCE.length());

    assertThat(ConfigFile.read(file("fits.yaml", SOURCE + padding))).hasSize(1);
    assertThatThrownBy(() -> ConfigFile.read(file("large.yaml", SOURCE + padding + "#")))
        .hasMessageContaining("is larger than 1MiB");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file =
        Files.write(directory.resolve("x.yaml"), new byte[] {'a', (byte) 0xC0, (byte) 0xAF});

    assertThatThrownBy(() -> ConfigFile.read(file)).hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read: NoSuchFile");
  }

  @Test
  void requiresOneDocumentOfTheKind() throws IOException {
    Path file = file("s.yaml", SOURCE);

    assertThatThrownBy(() -> ConfigFile.readOne(file, "Ingest"))
        .hasMessageContaining("must hold one document of kind Ingest");
  }
}
