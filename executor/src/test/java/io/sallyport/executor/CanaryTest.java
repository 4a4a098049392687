package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.credential.oauth.Issuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the suites look for is found where it is planted. */
@Tag("NHI2")
class CanaryTest {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.example.quiet");

  @TempDir private Path directory;

  @Test
  void hearsWhatIsLogged() {
    Canary canary = Canary.listen();
    LOG.error("a lease: {}", "t0ken-1");

    assertThatThrownBy(() -> canary.assertUnseen(directory)).hasMessageContaining("a lease");
  }

  /** What a library says at INFO, and Kafka at WARN, is what production shows. */
  @Test
  void hearsWhatProductionShows() {
    Canary canary = Canary.listen();
    LOG.info("quietly: {}", "t0ken-2");
    LoggerFactory.getLogger("org.apache.kafka.clients").warn("a client: {}", "t0ken-3");

    assertThatThrownBy(() -> canary.assertUnseen(directory))
        .hasMessageContaining("quietly")
        .hasMessageContaining("a client");
  }

  @Test
  void hearsWhatAnExceptionSays() {
    Canary canary = Canary.listen();
    LOG.error("failed", new IllegalStateException(new IOException(Issuer.SECRET)));

    assertThatThrownBy(() -> canary.assertUnseen(directory)).hasMessageContaining("failed");
  }

  @Test
  void findsWhatIsWritten() throws IOException {
    Path log = Files.createDirectory(directory.resolve("topic-0")).resolve("0.log");
    String encoded = Base64.getEncoder().encodeToString("t0ken".getBytes(StandardCharsets.UTF_8));
    Files.writeString(log, "\0\0" + encoded);

    assertThatThrownBy(() -> Canary.assertUnseenBelow(directory)).hasMessageContaining("0.log");
  }

  @Test
  void leavesSecretsWhereTheyAre() throws IOException {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("ci-token"), "t0ken");

    assertThatCode(() -> Canary.assertUnseenBelow(directory)).doesNotThrowAnyException();
  }
}
