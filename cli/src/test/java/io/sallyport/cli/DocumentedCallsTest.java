package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a page tells its reader to type, the command takes. */
class DocumentedCallsTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*$(.*?)^```$");

  /** A call in a block of a page. */
  record Call(Path page, List<String> arguments) {
    @Override
    public String toString() {
      return page + ": " + String.join(" ", arguments);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isTaken(Call call) {
    String[] arguments = call.arguments().toArray(String[]::new);

    assertThatCode(() ->
            CommandTree.of(new Screen().console(), InputStream.nullInputStream())
                .parseArgs(arguments))
        .doesNotThrowAnyException();
  }

  @Test
  void areFoundInTheReadmeAndBelowDocs() throws IOException {
    assertThat(calls())
        .extracting(Call::toString)
        .contains("README.md: demo", "README.md: down --purge")
        .contains("docs/reference/cli.md: send github --event push -");
  }

  static List<Call> calls() throws IOException {
    try (Stream<Path> pages = Files.find(PROJECT, 4, (path, file) -> isPage(path))) {
      return pages.flatMap(DocumentedCallsTest::calls).toList();
    }
  }

  private static boolean isPage(Path path) {
    return path.endsWith("README.md")
        || (path.startsWith(PROJECT.resolve("docs")) && path.toString().endsWith(".md"));
  }

  private static Stream<Call> calls(Path page) {
    return BLOCK
        .matcher(text(page))
        .results()
        .flatMap(block -> SallyportCalls.in(block.group(1).lines()))
        .map(arguments -> new Call(PROJECT.relativize(page), arguments));
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
