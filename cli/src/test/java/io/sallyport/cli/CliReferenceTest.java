package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CliReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/cli.md");

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
