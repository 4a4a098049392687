package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The dashboard is Grafana's JSON and asks for what the roles show. {@code compose/smoke.sh} asks a
 * real Prometheus each of its queries, and takes them out by lines.
 */
@Tag("CSF-DE.CM")
class DashboardTest {
  private static final Path FILE = Path.of("../docs/operate/dashboard.json");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:sallyport|kafka|ingest|jvm)_[a-z_]+");
  private static final int WIDTH = 24;

  @Test
  void asksForWhatTheRolesShow() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/metrics.md"));
    Set<String> asked = new TreeSet<>();
    for (JsonNode query : queries()) {
      METRIC
          .matcher(query.path("expr").asText())
          .results()
          .forEach(name -> asked.add(name.group()));
    }
    asked.removeIf(name -> name.startsWith("sallyport_minter_"));

    assertThat(asked).hasSizeGreaterThan(30);
    assertThat(asked)
        .allSatisfy(name -> assertThat(page).contains("| `" + name.replace("_bucket", "") + "` |"));
  }

  @Test
  void hasEachQueryOnALineOfItsOwn() throws IOException {
    List<String> lines = Files.readAllLines(FILE);

    assertThat(queries()).hasSizeGreaterThan(40);
    assertThat(lines).filteredOn(line -> line.contains("\"expr\": \"")).hasSize(queries().size());
    assertThat(lines).noneMatch(line -> line.split("\"expr\": \"", -1).length > 2);
  }

  @Test
  void placesPanelsBesideEachOther() throws IOException {
    Set<String> taken = new TreeSet<>();
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : panels()) {
      assertThat(ids.add(panel.path("id").intValue())).as(panel.path("title").asText()).isTrue();
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").intValue() + place.path("w").intValue();
      assertThat(right).isBetween(1, WIDTH);
      for (int x = place.path("x").intValue(); x < right; x++) {
        int bottom = place.path("y").intValue() + place.path("h").intValue();
        for (int y = place.path("y").intValue(); y < bottom; y++) {
          assertThat(taken.add(x + "/" + y)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  private static List<JsonNode> queries() throws IOException {
    List<JsonNode> queries = new ArrayList<>();
    panels().forEach(panel -> panel.path("targets").forEach(queries::add));
    return queries;
  }

  private static JsonNode panels() throws IOException {
    return new JsonMapper().readTree(FILE.toFile()).path("panels");
  }
}
