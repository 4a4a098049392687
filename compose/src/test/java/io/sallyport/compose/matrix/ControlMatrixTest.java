package io.sallyport.compose.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The control matrix names the tests whose tags name its items. After a change of tags run it with
 * {@code -Dsallyport.regenerate=true}.
 */
class ControlMatrixTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path PAGE = PROJECT.resolve("docs/control-matrix.md");
  private static final List<String> CATEGORIES =
      List.of(
          "GV.OC GV.RM GV.RR GV.PO GV.OV GV.SC ID.AM ID.RA ID.IM PR.AA PR.AT PR.DS PR.PS PR.IR"
              .concat(" DE.CM DE.AE RS.MA RS.AN RS.CO RS.MI RC.RP RC.CO")
              .split(" "));

  private static Sources sources;
  private static Matrix matrix;

  @BeforeAll
  static void reads() throws IOException {
    sources = Sources.of(PROJECT);
    matrix = new Matrix(Files.readString(PAGE));
  }

  @Test
  void hasEachItemOnceInOrder() {
    List<String> items = new ArrayList<>();
    IntStream.rangeClosed(1, 9).forEach(i -> items.add("AARM-R" + i));
    IntStream.rangeClosed(1, 10).forEach(i -> items.add("NHI" + i));
    IntStream.rangeClosed(1, 10).forEach(i -> items.add("ASI%02d".formatted(i)));
    CATEGORIES.forEach(category -> items.add("CSF-" + category));

    assertThat(matrix.items()).isEqualTo(items);
  }

  @Test
  void tagsAndItemsAgree() {
    List<Holder> holders = sources.holders();

    assertThat(holders).hasSizeGreaterThan(60);
    assertThat(holders).extracting(Holder::name).doesNotHaveDuplicates();
    assertThat(matrix.faults(holders)).isEmpty();
  }

  @Test
  void saysWhatTheTagsSay() throws IOException {
    String page = matrix.with(sources.holders());
    if (Boolean.getBoolean("sallyport.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }
}
