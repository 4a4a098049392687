package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.ProcessFilePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page of process files says what a validator reads. */
class ProcessFileTest {
  private static final Path PAGE = Path.of("../docs/reference/process-files.md");
  private static final String LEAST =
      """
      {"environment": "prod-x", "bundle": "bundle", "kafka": {"bootstrap.servers": "b:1"},
       "maintainers": {"threshold": 2, "keyFiles": ["a.jwk", "b.jwk", "c.jwk"]},
       "keys": {"mandate": "m.pem", "receipt": "r.pem"}, "registry": {"url": "http://r:1"},
       "shadow": {"bundle": "next"}}
      """;

  @TempDir private Path directory;
  private ProcessFilePage page;

  @BeforeEach
  void opens() throws IOException {
    page = new ProcessFilePage(PAGE, "Validator", LEAST, directory, ValidatorConfig::read);
  }

  @Test
  void saysEveryFieldItsDefaultAndItsLimits() {
    assertThat(page.differences()).isEmpty();
  }

  @Test
  void hasAFileThatIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("config.yaml"), page.sample());

    assertThat(ValidatorConfig.read(file).kafka())
        .containsEntry("bootstrap.servers", "kafka.example.com:9093");
  }
}
