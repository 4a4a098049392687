package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/cli.md");

  @Test
  void saysWhoseRightsEachCommandNeeds() {
    CommandLine root = CommandTree.of(new Screen().console(), InputStream.nullInputStream());
    String table = String.join("\n", CliRights.table());

    assertThat(leaves(root).map(each -> each.getCommandSpec().qualifiedName()).toList())
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(table)
                .containsPattern("`" + name.substring("sallyport ".length()) + "[` ]"));
  }

  /** Those that do something. */
  private static Stream<CommandLine> leaves(CommandLine command) {
    Stream<CommandLine> below =
        command.getSubcommands().values().stream().distinct().flatMap(CliReferenceTest::leaves);
    return command.getSubcommands().isEmpty() ? Stream.of(command) : below;
  }

  @Test
  void isWhatTheCommandSays() throws IOException {
    String page =
        CliReference.of(CommandTree.of(new Screen().console(), InputStream.nullInputStream()));
    if (Boolean.getBoolean("sallyport.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run this test with -Dsallyport.regenerate=true after a change of the commands")
        .hasContent(page);
  }
}
