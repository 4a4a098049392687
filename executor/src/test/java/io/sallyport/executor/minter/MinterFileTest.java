package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.ProcessFilePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page of process files says what a minter reads. */
class MinterFileTest {
  private static final Path PAGE = Path.of("../docs/reference/process-files.md");
  private static final String USER = System.getProperty("user.name");
  private static final String LEAST =
      """
      {"environment": "prod-x", "cell": "pay", "kafka": {"bootstrap.servers": "b:1"},
       "maintainers": {"threshold": 2, "keyFiles": ["a.jwk", "b.jwk", "c.jwk"]},
       "socket": "s", "executor": "USER"}
      """
          .replace("USER", USER);

  @TempDir private Path directory;
  private ProcessFilePage page;

  @BeforeEach
  void opens() throws IOException {
    page = new ProcessFilePage(PAGE, "Minter", LEAST, directory, MinterConfig::read);
  }

  @Test
  void saysEveryFieldItsDefaultAndItsLimits() {
    assertThat(page.differences()).isEmpty();
  }

  @Test
  void hasAFileThatIsRead() throws IOException {
    String sample = page.sample().replace("sallyport-executor", USER);
    Path file = Files.writeString(directory.resolve("config.yaml"), sample);

    assertThat(MinterConfig.read(file).kafka())
        .containsEntry("bootstrap.servers", "kafka.example.com:9093");
  }
}
