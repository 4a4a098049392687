package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.ProcessFilePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page of process files says what an executor reads. */
class ProcessFileTest {
  private static final Path PAGE = Path.of("../docs/reference/process-files.md");
  private static final String LEAST =
      """
      {"environment": "prod-x", "cell": "pay", "kafka": {"bootstrap.servers": "b:1"},
       "maintainers": {"threshold": 2, "keyFiles": ["a.jwk", "b.jwk", "c.jwk"]},
       "keys": {"receipt": "r.pem"}, "minter": {"socket": "s"}}
      """;

  @TempDir private Path directory;
  private ProcessFilePage page;

  @BeforeEach
  void opens() throws IOException {
    page = new ProcessFilePage(PAGE, "Executor", LEAST, directory, ExecutorConfig::read);
  }

  @Test
  void saysEveryFieldItsDefaultAndItsLimits() {
    assertThat(page.differences()).isEmpty();
  }

  @Test
  void hasAFileThatIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("config.yaml"), page.sample());

    assertThat(ExecutorConfig.read(file).kafka())
        .containsEntry("bootstrap.servers", "kafka.example.com:9093");
  }
}
