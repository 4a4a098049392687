package io.sallyport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference page of codes is the enum in words. After a change of the enum run {@code mvn test
 * -pl schemas/contract -am -Dsallyport.regenerate=true}.
 */
class CodesPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/codes.md");

  @Test
  void saysWhatTheEnumSays() throws IOException {
    String page = page();
    if (Boolean.getBoolean("sallyport.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Codes

            Why something was refused or how it ended: one word in quarantine headers, receipts,
            metrics and logs. Generated from `Code` in `schemas/contract`. An old word never changes
            its meaning.

            | step | code | meaning |
            |---|---|---|
            """);
    for (Code code : Code.values()) {
      page.append("| %s | `%s` | %s |\n".formatted(code.step(), code.text(), code.meaning()));
    }
    return page.toString();
  }
}
