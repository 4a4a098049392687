package io.sallyport.compose.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the threat model says of each part has a test, and the tests that it names are there. */
@Tag("CSF-ID.RA")
class ThreatModelTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final Pattern SCRIPT = Pattern.compile("`(\\w+/\\w+\\.sh)`");

  private static String page = "";

  @BeforeAll
  static void reads() throws IOException {
    page = Files.readString(PROJECT.resolve("docs/threat-model.md"));
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    Set<String> named = found(TEST);

    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).isSubsetOf(Sources.of(PROJECT).names());
    assertThat(found(SCRIPT))
        .isNotEmpty()
        .allSatisfy(script -> assertThat(PROJECT.resolve(script)).isExecutable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"## What a taken part can and cannot do", "## What an outage causes"})
  void namesATestInEachRow(String heading) {
    String section = page.substring(page.indexOf(heading));
    List<String> rows =
        section
            .substring(0, section.indexOf("\n## "))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(rows).allMatch(row -> TEST.matcher(row).find() || SCRIPT.matcher(row).find());
  }

  private static Set<String> found(Pattern pattern) {
    return pattern
        .matcher(page)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
