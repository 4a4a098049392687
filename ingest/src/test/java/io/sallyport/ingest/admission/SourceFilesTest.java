package io.sallyport.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  @TempDir private Path home;

  @BeforeEach
  void hasASecret() throws IOException {
    Files.createDirectories(home.resolve("sources/more"));
    Files.writeString(home.resolve("secret"), "secret");
  }

  private void source(String file, String name, String body) throws IOException {
    Files.writeString(
        home.resolve("sources").resolve(file),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %s}
        spec: {scheme: {preset: github, secretFiles: [secret]}, limits: {body: %s}}
        """
            .formatted(name, body));
  }

  private Sources load() {
    return new SourceFiles(home.resolve("sources"), home, ByteCount.ofMib(1)).load();
  }

  @Test
  void findsSourcesByTheirExactPaths() throws IOException {
    source("a.yaml", "github", "1MiB");
    source("more/b.yaml", "gitlab", "1KiB");

    Sources sources = load();

    assertThat(sources.at("/v1/sources/github")).isPresent();
    assertThat(sources.at("/v1/sources/gitlab")).isPresent();
    assertThat(sources.at("/v1/sources/github/")).isEmpty();
    assertThat(sources.at("/v1/sources/GitHub")).isEmpty();
    assertThat(sources.at("/v1/sources/")).isEmpty();
    assertThat(sources.at("/V1/sources/github")).isEmpty();
    assertThat(sources.at("//v1/sources/github")).isEmpty();
  }

  @Test
  void labelsUnknownPathsWithOneWord() throws IOException {
    source("a.yaml", "github", "1MiB");

    assertThat(load().label("/v1/sources/github")).isEqualTo("github");
    assertThat(load().label("/v1/sources/x1")).isEqualTo("unknown");
    assertThat(load().label("/x2")).isEqualTo("unknown");
  }

  @Test
  void showsByWhatEachIsProved() throws IOException {
    source("a.yaml", "github", "1MiB");
    Files.writeString(
        home.resolve("sources/open.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: open}
        spec: {scheme: {preset: none}}
        """);
    Metrics metrics = new Metrics();

    load().show(metrics);

    assertThat(metrics.text())
        .contains("ingest_source_info{source=\"github\",preset=\"github\"} 1")
        .contains("ingest_source_info{source=\"open\",preset=\"none\"} 1");
  }

  @Test
  void needsASource() {
    assertThatThrownBy(this::load)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("there is no Source document with topic: untrusted");
  }

  @Test
  void doesNotServeSourcesThatWriteTheirOwnTopic() throws IOException {
    source("a.yaml", "github", "1MiB");
    Files.writeString(
        home.resolve("sources/direct.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: orders}
        spec:
          topic: untrusted.orders
          principal: producer-orders
          scheme: {preset: github, secretFiles: [not-at-ingest]}
        """);

    Sources sources = load();

    assertThat(sources.at("/v1/sources/orders")).isEmpty();
    assertThat(sources.label("/v1/sources/orders")).isEqualTo("unknown");
    assertThat(sources.at("/v1/sources/github")).isPresent();
  }

  @Test
  void refusesTwoOfAName() throws IOException {
    source("a.yaml", "github", "1MiB");
    source("b.yaml", "github", "1MiB");

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("b.yaml:1:1: metadata.name: another document has this name");
  }

  @Test
  void refusesBodiesAboveTheProcessesLimit() throws IOException {
    source("a.yaml", "github", "2MiB");

    assertThatThrownBy(this::load)
        .hasMessageContaining("spec.limits.body: is larger than the process's limits.body");
  }

  @Test
  void refusesOtherKinds() throws IOException {
    Files.writeString(
        home.resolve("sources/a.yaml"), "apiVersion: sallyport/v1\nkind: Rule\nspec: {}\n");

    assertThatThrownBy(this::load).hasMessageContaining("kind: must be Source here");
  }

  @Test
  void doesNotStartWithoutASecret() throws IOException {
    source("a.yaml", "github", "1MiB");
    Files.delete(home.resolve("secret"));

    assertThatThrownBy(this::load)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("secret file");
  }

  @Test
  void doesNotStartWithAnEmptySecret() throws IOException {
    source("a.yaml", "github", "1MiB");
    Files.writeString(home.resolve("secret"), "\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is empty");
  }
}
