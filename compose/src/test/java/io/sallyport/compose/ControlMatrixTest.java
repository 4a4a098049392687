package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that name tests name those that there are; the matrix has each item of its lists. */
class ControlMatrixTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final Pattern SCRIPT = Pattern.compile("`(\\w+/\\w+\\.sh)`");
  private static final Pattern ITEM =
      Pattern.compile("(?m)^\\| ([A-Z][^,|]*), [^|]+\\|([^|]+)\\|(.+)\\|$");
  private static final List<String> CATEGORIES =
      List.of(
          "GV.OC GV.RM GV.RR GV.PO GV.OV GV.SC ID.AM ID.RA ID.IM PR.AA PR.AT PR.DS PR.PS PR.IR"
              .concat(" DE.CM DE.AE RS.MA RS.AN RS.CO RS.MI RC.RP RC.CO")
              .split(" "));

  @ParameterizedTest
  @ValueSource(strings = {"threat-model.md", "control-matrix.md"})
  void namesTestsThatThereAre(String page) throws IOException {
    String text = text(page);
    Set<String> named = found(TEST, text);

    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).isSubsetOf(tests());
    assertThat(found(SCRIPT, text))
        .isNotEmpty()
        .allSatisfy(script -> assertThat(PROJECT.resolve(script)).isExecutable());
  }

  @Test
  void hasEachItemOnce() throws IOException {
    List<String> items = new ArrayList<>(CATEGORIES);
    IntStream.rangeClosed(1, 9).forEach(i -> items.add("AARM R" + i));
    IntStream.rangeClosed(1, 10).forEach(i -> items.add("NHI" + i));
    IntStream.rangeClosed(1, 10).forEach(i -> items.add("ASI%02d".formatted(i)));

    assertThat(ITEM.matcher(text("control-matrix.md")).results().map(line -> line.group(1)))
        .containsExactlyInAnyOrderElementsOf(items);
  }

  /** What nothing holds says so in both columns, and names no test. */
  @Test
  void namesATestForWhatItHolds() throws IOException {
    assertThat(ITEM.matcher(text("control-matrix.md")).results())
        .allSatisfy(line -> {
          boolean held = !line.group(2).strip().startsWith("nothing:");
          boolean tested =
              TEST.matcher(line.group(3)).find() || SCRIPT.matcher(line.group(3)).find();
          assertThat(tested).as(line.group()).isEqualTo(held);
          assertThat(line.group(3).strip().equals("none")).as(line.group()).isNotEqualTo(held);
        });
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - 5)));
      }
    }
    return names;
  }

  /** Directories with tests: never what a build or a running stack writes meanwhile. */
  private static List<Path> modules() throws IOException {
    try (Stream<Path> projects = Files.list(PROJECT);
        Stream<Path> schemas = Files.list(PROJECT.resolve("schemas"))) {
      return Stream.concat(projects, schemas)
          .filter(module -> Files.isDirectory(module.resolve("src/test/java")))
          .toList();
    }
  }

  private static String text(String page) throws IOException {
    return Files.readString(PROJECT.resolve("docs").resolve(page));
  }
}
