package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.post.Post;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracerFileTest {
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Tracer
      metadata: {name: tracer}
      spec:
        endpoint: https://collector.example:4318/v1/traces
        state: state/posted
      """;

  @TempDir private Path directory;

  private TracerFile read(String document) throws Exception {
    return TracerFile.read(Files.writeString(directory.resolve("tracer.yaml"), document));
  }

  @Test
  void hasDefaults() throws Exception {
    TracerFile file = read(DOCUMENT);

    assertThat(file.state()).isEqualTo(directory.resolve("state/posted"));
    assertThat(file.headers()).isEmpty();
    assertThat(file.limits())
        .isEqualTo(
            new TracerFile.Limits(new Post.Patience(5, Duration.ofSeconds(15)), 512, 10_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch: 2", "batch: 8192", "waiting: 0", "waiting: 1000000"})
  void takesLimitsAtTheirEdges(String limit) throws Exception {
    assertThat(read(DOCUMENT + "  limits: {" + limit + "}\n")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch: 1",
        "batch: 8193",
        "waiting: -1",
        "waiting: 1000001",
        "attempts: 0",
        "timeout: 31s"
      })
  void refusesLimitsBeyondTheirEdges(String limit) {
    assertThatThrownBy(() -> read(DOCUMENT + "  limits: {" + limit + "}\n"))
        .hasMessageContaining("tracer.yaml:7:")
        .hasMessageContaining(limit.substring(0, limit.indexOf(':')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://collector.example/v1/traces", "https://user:word@c.example/"})
  void refusesOtherAddresses(String endpoint) {
    String document = DOCUMENT.replace("https://collector.example:4318/v1/traces", endpoint);

    assertThatThrownBy(() -> read(document))
        .hasMessageContaining("endpoint")
        .hasMessageNotContaining("word");
  }

  /** The client's own message about such a header has the header in it. */
  @ParameterizedTest
  @ValueSource(strings = {"tok-5ecret\n\n", "tok-5ecret\rmore", "tok-5ecret\u007f"})
  void refusesATokenOfMoreThanALine(String token) throws Exception {
    Files.writeString(directory.resolve("token"), token);

    assertThatThrownBy(() -> read(DOCUMENT + "  tokenFile: token\n"))
        .hasMessageContaining("has more than one line")
        .hasMessageNotContaining("5ecret");
  }

  /** A mark of byte order, as some editors leave it, would make the client repeat the token. */
  @ParameterizedTest
  @ValueSource(strings = {"\ufefftok-5ecret", "tok-5ecret\u2026", "tok 5ecret"})
  void refusesATokenThatNoHeaderTakes(String token) throws Exception {
    Files.writeString(directory.resolve("token"), token);

    assertThatThrownBy(() -> read(DOCUMENT + "  tokenFile: token\n"))
        .hasMessageContaining("has other characters than visible ASCII")
        .hasMessageNotContaining("5ecret");
  }
}
