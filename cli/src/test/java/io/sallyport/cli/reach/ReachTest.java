package io.sallyport.cli.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document of kind Reach may say. */
class ReachTest {
  private static final String HEAD =
      "apiVersion: sallyport/v1\nkind: Reach\nmetadata: {name: test}\nspec:\n";

  @TempDir private Path directory;

  @Test
  void readsAddressesAndPaths() throws IOException {
    Reach reach =
        read(
            """
              addresses:
                - {name: broker, at: ['10.0.0.2:9092', '[fd00::2]:9092'], open: [b, a]}
                - {name: outside, at: ['example.com:443']}
              paths: [{path: /data/a, open: [a]}]
            """);

    assertThat(reach.ways())
        .containsExactly(
            new Way(
                Way.Kind.ADDRESS,
                "broker",
                List.of("10.0.0.2:9092", "[fd00::2]:9092"),
                new TreeSet<>(List.of("a", "b"))),
            new Way(Way.Kind.ADDRESS, "outside", List.of("example.com:443"), new TreeSet<>()),
            new Way(Way.Kind.PATH, "/data/a", List.of(), new TreeSet<>(List.of("a"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "addresses: [{name: 'a b', at: ['a:1']}]; names are 1 to 40",
        "addresses: [{name: a, at: []}]; needs a list of one or more host:port",
        "addresses: [{name: a, at: [a]}]; needs a list of one or more host:port",
        "addresses: [{name: a, at: ['a:0']}]; needs a list of one or more host:port",
        "addresses: [{name: a, at: ['a:65536']}]; needs a list of one or more host:port",
        "addresses: [{name: a, at: ['a:1']}, {name: a, at: ['a:2']}]; a is there twice",
        "addresses: [{name: a, at: ['a:1'], opne: [b]}]; opne",
        "paths: [{path: data}]; must begin with /",
        "paths: [{path: '/a b'}]; must begin with /",
        "paths: [{path: /a}, {path: /a}]; /a is there twice"
      })
  void refusesWhatCouldNotBeToldInAReport(String spec, String why) {
    assertThatThrownBy(() -> read("  " + spec + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void hasLimits() throws IOException {
    assertThat(read(addresses(500)).ways()).hasSize(1);
    assertThat(read(paths(500)).ways()).hasSize(500);
    assertThatThrownBy(() -> read(addresses(501))).hasMessageContaining("at most 500");
    assertThatThrownBy(() -> read(paths(501))).hasMessageContaining("at most 500");
  }

  private static String addresses(int count) {
    String each = IntStream.rangeClosed(1, count).mapToObj(i -> "'a:" + i + "'").collect(joining());
    return "  addresses: [{name: a, at: [" + each + "]}]\n";
  }

  private static String paths(int count) {
    return "  paths: ["
        + IntStream.range(0, count).mapToObj(i -> "{path: /" + i + "}").collect(joining())
        + "]\n";
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }

  private Reach read(String spec) throws IOException {
    return Reach.read(Files.writeString(directory.resolve("reach.yaml"), HEAD + spec));
  }
}
