package io.sallyport.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Readers of a mapping collect every problem instead of throwing. */
class ConfigNodeTest {

  private enum Mode {
    FAST_AND_LOOSE,
    SLOW
  }

  private record Listen(String host, long port) {}

  private static ConfigDocument document(String spec) {
    String head = "apiVersion: sallyport/v1\nkind: Sample\nmetadata: {name: one}\nspec:\n";
    return ConfigFile.parse("sample.yaml", head + spec.indent(2), Path.of("/home/x")).getFirst();
  }

  static Object read(String spec, Function<ConfigNode, ?> reader) {
    ConfigDocument document = document(spec);
    return document.finish(() -> reader.apply(document.spec()));
  }

  private static List<String> problems(String spec, Function<ConfigNode, ?> reader) {
    try {
      Object built = read(spec, reader);
      throw new AssertionError("accepted: " + built);
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(p -> p.line() + ":" + p.column() + " " + p.message())
          .toList();
    }
  }

  @Test
  void readsEveryKindOfValue() {
    Object listen =
        read(
            "listen: {host: localhost, port: 80}",
            spec -> {
              ConfigNode node = spec.child("listen");
              return new Listen(node.text("host"), node.integer("port", 1, 0, 65535));
            });

    assertThat(listen).isEqualTo(new Listen("localhost", 80));
  }

  @Test
  void readsUnits() {
    assertThat(read("a: 10m", spec -> spec.duration("a", Duration.ZERO, Duration.ofHours(1))))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(read("a: 64KiB", spec -> spec.size("a", size("1B"), size("1B"), size("1MiB"))))
        .isEqualTo(new ByteCount(65536));
  }

  @Test
  void readsWordsInBothSpellings() {
    assertThat(read("a: fastAndLoose", spec -> spec.choice("a", Mode.class)))
        .isEqualTo(Mode.FAST_AND_LOOSE);
    assertThat(read("a: fast-and-loose", spec -> spec.choice("a", Mode.class)))
        .isEqualTo(Mode.FAST_AND_LOOSE);
    assertThat(
            read(
                "b: 1",
                spec -> spec.integer("b", 1, 1) + spec.choice("a", Mode.class, Mode.SLOW).name()))
        .isEqualTo("1SLOW");
  }

  @Test
  void readsListsAndMaps() {
    assertThat(read("a: [x, 1, true]", spec -> spec.texts("a")))
        .isEqualTo(List.of("x", "1", "true"));
    assertThat(read("a: {k.1: v, k.2: 2}", spec -> spec.textMap("a")))
        .isEqualTo(Map.of("k.1", "v", "k.2", "2"));
    assertThat(read("a: [{n: 1}, {n: 2}]", spec -> names(spec.children("a"))))
        .isEqualTo(List.of("1", "2"));
    assertThat(read("{}", spec -> spec.children("a"))).isEqualTo(List.of());
  }

  private static List<String> names(List<ConfigNode> nodes) {
    return nodes.stream().map(node -> node.text("n")).toList();
  }

  @Test
  void keepsUnquotedWordsAsWritten() {
    assertThat(read("a: no\nb: 010", spec -> spec.text("a") + spec.text("b"))).isEqualTo("no010");
  }

  @Test
  void resolvesPathsAgainstTheHome() {
    String spec = "a: keys/x.pem\nb: /abs\nc: [k]";

    Object paths =
        read(spec, n -> List.of(n.path("a"), n.path("b"), n.path("d", "e"), n.paths("c")));

    assertThat(paths)
        .isEqualTo(
            List.of(
                Path.of("/home/x/keys/x.pem"),
                Path.of("/abs"),
                Path.of("/home/x/e"),
                List.of(Path.of("/home/x/k"))));
  }

  @Test
  void reportsAllProblemsAtOnceWithTheirPlaces() {
    List<String> found =
        problems(
            "size: 10\nmode: quick\nflag: yes\nport: 70000\nttl: 2h\nempty:\nlist: x",
            spec -> {
              spec.size("size", size("1B"), size("1B"), size("1KiB"));
              spec.choice("mode", Mode.class);
              spec.flag("flag", false);
              spec.integer("port", 0, 0, 65535);
              spec.duration("ttl", Duration.ofMinutes(1), Duration.ofHours(1));
              spec.text("empty");
              spec.texts("list");
              return spec.text("absent");
            });

    assertThat(found)
        .containsExactly(
            "5:3 spec.absent: the key is missing",
            "5:9 spec.size: must be a size such as 512B, 64KiB or 1MiB",
            "6:9 spec.mode: must be one of fastAndLoose, slow",
            "7:9 spec.flag: must be true or false",
            "8:9 spec.port: must be between 0 and 65535",
            "9:8 spec.ttl: must be between 1m and 1h",
            "10:9 spec.empty: must not be empty",
            "11:9 spec.list: must be a list");
  }

  @Test
  void suggestsTheKeyThatWasMeant() {
    List<String> found =
        problems("lissten: {host: a}\nzzz: 1", spec -> spec.optionalChild("listen").isPresent());

    assertThat(found)
        .containsExactly(
            "5:3 spec.lissten: unknown key; did you mean 'listen'?",
            "6:3 spec.zzz: unknown key; known here: listen");
  }

  @Test
  void reportsUnknownKeysOfNestedMappings() {
    List<String> found = problems("a: [{n: 1, m: 2}]", spec -> names(spec.children("a")));

    assertThat(found).containsExactly("5:14 spec.a[0].m: unknown key; known here: n");
  }

  @Test
  void showsTheMistypedKeyEvenWhenTheBuilderRefuses() {
    List<String> found = problems("hst: a", spec -> new Strict(spec.text("host")));

    assertThat(found)
        .containsExactly(
            "5:3 spec.host: the key is missing", "5:3 spec.hst: unknown key; did you mean 'host'?");
  }

  private record Strict(String host) {
    Strict {
      if (host.isEmpty()) {
        throw new IllegalArgumentException("host must not be empty");
      }
    }
  }

  @Test
  void turnsTheBuildersRefusalIntoAProblem() {
    assertThat(problems("host: ''", spec -> new Strict(spec.text("host"))))
        .containsExactly("1:1 Sample: host must not be empty");
  }

  @Test
  void takesProblemsOfItsCaller() {
    assertThat(
            problems(
                "host: a",
                spec -> {
                  spec.problem("host", "must be known");
                  return spec.text("host");
                }))
        .containsExactly("5:9 spec.host: must be known");
  }

  @Test
  void reportsAMissingChildOnce() {
    assertThat(
            problems(
                "{}", spec -> spec.child("listen").text("host") + spec.child("listen").path("p")))
        .containsOnly("5:3 spec.listen: the key is missing");
  }

  @Test
  void refusesWrongShapes() {
    assertThat(
            problems(
                "a: [1]\nb: {c: 1}\nc: 1",
                spec -> spec.text("a") + spec.texts("b") + spec.child("c").text("x")))
        .containsExactly(
            "5:6 spec.a: must be a single value",
            "6:6 spec.b: must be a list",
            "7:6 spec.c: must be a mapping of keys to values");
  }

  @Test
  void refusesTheSameKeyTwice() {
    assertThat(problems("a: 1\na: 2", spec -> spec.text("a")))
        .containsExactly("6:3 spec.a: the key is given twice");
  }

  @Test
  void showsTheLineInQuestion() {
    assertThatThrownBy(() -> read("port: x", spec -> spec.integer("port", 0, 1)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "sample.yaml:5:9: spec.port: must be a whole number\n      port: x\n            ^");
  }

  @Test
  void escapesWhatHidesInALine() {
    assertThatThrownBy(() -> read("port: 'x\u202e'", spec -> spec.integer("port", 0, 1)))
        .hasMessageContaining("\\u202e")
        .hasMessageNotContaining("\u202e");
  }

  private static ByteCount size(String text) {
    return ByteCount.parse(text);
  }
}
