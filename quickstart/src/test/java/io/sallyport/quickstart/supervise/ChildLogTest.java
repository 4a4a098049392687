package io.sallyport.quickstart.supervise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child's output is kept up to a size, shown without control characters. */
class ChildLogTest {
  private static final int LIMIT = 100;

  @TempDir private Path directory;
  private ChildLog log;

  @BeforeEach
  void opens() {
    log = new ChildLog(directory.resolve("child.log"), LIMIT);
  }

  @Test
  void keepsEachLine() {
    copy("one\ntwo");

    assertThat(log.file()).hasContent("one\ntwo\n");
    assertThat(log.tail()).containsExactly("one", "two");
  }

  @Test
  void remembersTheLastLinesOnly() {
    copy(IntStream.range(0, 50).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));

    assertThat(log.tail()).hasSize(ChildLog.TAIL_LINES).startsWith("line 38").endsWith("line 49");
  }

  @Test
  void startsANewFileAtTheLimit() {
    copy("x".repeat(LIMIT - 1) + "\nnext\n");

    assertThat(directory.resolve("child.log.1")).hasContent("x".repeat(LIMIT - 1));
    assertThat(log.file()).hasContent("next");
  }

  @Test
  void fillsAFileUpToTheLimit() {
    copy("x".repeat(LIMIT - 2) + "\nnext\n");

    assertThat(directory.resolve("child.log.1")).hasContent("x".repeat(LIMIT - 2) + "\nnext");
  }

  @Test
  void neverKeepsMoreThanTwoFiles() {
    copy(("y".repeat(40) + "\n").repeat(1_000));

    assertThat(directory).isDirectoryContaining("glob:**child.log");
    assertThat(directory.toFile().listFiles()).hasSize(2).allMatch(f -> f.length() <= LIMIT + 41);
  }

  @Test
  void cutsALineAboveItsLimit() {
    copy("z".repeat(ChildLog.LINE_LIMIT + 1));

    assertThat(log.tail()).containsExactly("z".repeat(ChildLog.LINE_LIMIT));
  }

  @Test
  void replacesCharactersThatCommandATerminal() {
    copy("red \u001b[31m, hidden \u202e, gone \u200b, \u0085 end");

    assertThat(log.tail()).containsExactly("red ?[31m, hidden ?, gone ?, ? end");
  }

  private void copy(String text) {
    log.copy(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
