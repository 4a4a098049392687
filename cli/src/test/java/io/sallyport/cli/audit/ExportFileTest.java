package io.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export of two receipts, and each line that may not stand in one. */
class ExportFileTest {
  private static final List<ReceiptRecord> RECORDS =
      List.of(
          new ReceiptRecord("sallyport.receipts.validator", 0, "gate-0", "one"),
          new ReceiptRecord("sallyport.receipts.validator", 1, "gate-1", "two"));

  @TempDir private Path directory;
  private final List<ReceiptRecord> taken = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void writes() throws IOException {
    Path file = directory.resolve("export");
    try (ExportFile.Writing writing = ExportFile.create(file, "sallyport", StrictJson::write)) {
      for (ReceiptRecord each : RECORDS) {
        writing.write(each);
      }
      assertThat(writing.end()).isEqualTo(RECORDS.size());
    }
    lines.addAll(Files.readAllLines(file));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    assertThat(read()).isEmpty();

    assertThat(taken).isEqualTo(RECORDS);
  }

  @Test
  void readsNothingBehindTheEnd() throws IOException {
    lines.add(lines.get(1));

    assertThat(read()).contains(5L);

    assertThat(taken).isEqualTo(RECORDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 3})
  void endsWithHowManyThereAre(long receipts) throws IOException {
    lines.set(3, "{\"receipts\":" + receipts + "}");

    assertThat(read()).contains(4L);
  }

  @Test
  void readsNoLineAboveTheLimit() throws IOException {
    lines.replaceAll(line -> line + " ".repeat(ExportFile.MAX_LINE - line.length() - 1));
    assertThat(read()).isEmpty();

    lines.set(1, lines.get(1) + " ");
    assertThat(read()).contains(2L);
  }

  private Optional<Long> read() throws IOException {
    Path file = Files.write(directory.resolve("again"), lines);
    return ExportFile.read(
        file,
        StrictJson::read,
        new ExportFile.Taker() {
          @Override
          public void opened(Topics topics) {
            assertThat(topics.prefix()).isEqualTo("sallyport");
          }

          @Override
          public void take(ReceiptRecord record) {
            taken.add(record);
          }
        });
  }
}
