package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about fuzzing names what can be fuzzed, each in its module, and nothing else. */
class FuzzPageTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern PLACE =
      Pattern.compile("(?<module>[a-z/]+)/src/test/java/.*/(?<name>\\w+FuzzTest)\\.java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z/]+)` \\| `(\\w+#\\w+)` \\|");
  private static final Pattern TARGET = Pattern.compile("@FuzzTest\\([^)]*\\)\\s+void (\\w+)\\(");

  @Test
  void namesEachTargetOnce() throws IOException {
    List<String> named =
        ROW.matcher(Files.readString(PROJECT.resolve("docs/how-to/fuzz.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(targets());
  }

  private static List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROJECT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher place = PLACE.matcher(PROJECT.relativize(file).toString());
        if (place.matches()) {
          String name = place.group("module") + " " + place.group("name");
          TARGET
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> targets.add(name + "#" + found.group(1)));
        }
      }
    }
    return targets;
  }
}
