package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each promise names what keeps it and tests that there are, by class and method. */
@Tag("CSF-ID.RA")
class PromisesTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Map<String, List<String>> SOURCES = new TreeMap<>();
  private static List<MatchResult> promises = List.of();

  @BeforeAll
  static void reads() throws IOException {
    promises =
        ROW.matcher(Files.readString(PROJECT.resolve("docs/promises.md")))
            .results()
            .filter(row -> !row.group(1).equals("promise"))
            .toList();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          SOURCES.computeIfAbsent(name, _ -> new ArrayList<>()).add(Files.readString(file));
        }
      }
    }
  }

  @Test
  void namesTestsThatThereAre() {
    assertThat(promises).hasSizeGreaterThan(15);
    for (MatchResult promise : promises) {
      List<MatchResult> named = TEST.matcher(promise.group(3)).results().toList();

      assertThat(named).as(promise.group(1)).isNotEmpty();
      for (MatchResult test : named) {
        Pattern method =
            Pattern.compile(
                "@(Test|ParameterizedTest|FuzzTest)\\b(?:(?!\\bvoid\\b)[\\s\\S])*?void "
                    + test.group(2)
                    + "\\(");
        assertThat(SOURCES.getOrDefault(test.group(1), List.of()))
            .as(test.group())
            .anySatisfy(source -> assertThat(source).containsPattern(method));
      }
    }
  }

  @Test
  void saysEachPromiseOnceAndWhatKeepsIt() {
    assertThat(promises).extracting(promise -> promise.group(1)).doesNotHaveDuplicates();
    assertThat(promises).allSatisfy(promise -> assertThat(promise.group(2)).isNotBlank());
  }

  /** Directories with tests: never what a build or a running stack writes meanwhile. */
  private static List<Path> modules() throws IOException {
    try (Stream<Path> projects = Files.list(PROJECT);
        Stream<Path> schemas = Files.list(PROJECT.resolve("schemas"))) {
      return Stream.concat(projects, schemas)
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .toList();
    }
  }
}
