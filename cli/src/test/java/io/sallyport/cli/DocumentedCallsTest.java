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
import picocli.CommandLine;

/**
 * Whatever a page tells its reader to type, the command takes: calls in blocks, and those in a
 * sentence that say on what, since a name alone only speaks of a command.
 */
class DocumentedCallsTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```\\w*$(.*?)^ *```$");
  private static final Pattern INLINE = Pattern.compile("`((?:\\./)?sallyport [^`]+)`");

  /** A call on a page. */
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
        .contains("docs/reference/cli.md: send github --event push -")
        .contains("docs/operate/runbooks.md: revoke source:NAME --reason TEXT")
        .contains("docs/how-to/rotate-keys.md: keys generate validator/keys/mandate-2");
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
    String text = text(page).replaceAll("\\\\\n *", "");
    Stream<List<String>> blocks =
        BLOCK.matcher(text).results().flatMap(block -> SallyportCalls.in(block.group(1).lines()));
    Stream<List<String>> sentences =
        INLINE
            .matcher(BLOCK.matcher(text).replaceAll(""))
            .results()
            .map(call -> call.group(1).replaceAll("\\s+", " "))
            .flatMap(call -> SallyportCalls.in(Stream.of(call)))
            .filter(DocumentedCallsTest::saysOnWhat);
    return Stream.concat(blocks, sentences)
        .map(arguments -> new Call(PROJECT.relativize(page), arguments));
  }

  private static boolean saysOnWhat(List<String> arguments) {
    CommandLine command = CommandTree.of(new Screen().console(), InputStream.nullInputStream());
    for (String word : arguments) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        return !word.startsWith("-");
      }
      command = next;
    }
    return false;
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
