package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry's row of the outage matrix, whose other rows are the executor's {@code OutageIT}: a
 * validator without it decides nothing, and what came meanwhile is decided, or says that it is
 * stale.
 */
@Timeout(600)
class RegistryOutageIT {
  /** A little longer than the source has it below. */
  private static final Duration MAX_AGE = Duration.ofSeconds(21);

  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir private Path directory;

  @Test
  void decidesNothingWithoutTheRegistryAndLosesNothing() throws Exception {
    Path bundle = Bundles.copy(Files.createDirectory(directory.resolve("bundle")));
    Path source = bundle.resolve("source-github.yaml");
    Files.writeString(source, Files.readString(source).replace("maxAge: 10m", "maxAge: 20s"));
    try (Installation installation = Installation.start(directory, bundle)) {
      Path config = installation.home().resolve("config.yaml");
      String with = Files.readString(config);
      Files.writeString(config, with.replace(installation.registry().toString(), NOBODY));
      send(installation, "1");
      Instant stale = Instant.now().plus(MAX_AGE);
      assertThat(installation.launchValidator().waitFor()).isEqualTo(2);
      assertThat(installation.log()).contains("registry");
      assertThat(installation.log()).doesNotContain("\"message\":\"ready\"");
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(stale));

      Files.writeString(config, with);
      installation.startValidator();
      send(installation, "2");

      List<ReceiptBody> endings = Endings.read(installation, 2);
      assertThat(endings)
          .extracting(Endings::code)
          .containsExactlyInAnyOrder(Code.STALE, Code.PERMITTED);
    }
  }

  private static void send(Installation installation, String commit) throws Exception {
    String push = Demo.push("acme/shop", "main", commit.repeat(40));
    byte[] body = push.getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    String topic = Demo.TOPICS.untrusted();
    new Traffic(installation)
        .send("ingest", new ProducerRecord<>(topic, partition, key, body, Demo.headers()));
  }
}
