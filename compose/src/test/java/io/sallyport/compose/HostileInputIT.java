package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input ends in a status or a refusal with its reason, and stops no process. */
@Tag("CSF-DE.AE")
class HostileInputIT {
  @TempDir private static Path directory;
  private static Stack stack;

  @BeforeAll
  static void starts() {
    stack = Stack.start(directory.resolve("data"));
  }

  @AfterAll
  static void stops() {
    stack.close();
  }

  @Test
  void refusesBadBodiesAndGoesOn() throws IOException, ExecutionException, InterruptedException {
    List<Long> before = processes();
    Sender sender = new Sender(stack.ingest(), stack.secret());

    for (byte[] body : hostileBodies()) {
      assertThat(sender.send("push", body)).isEqualTo(202);
    }
    assertThat(isRefused(sender, new byte[20 << 20])).isTrue();
    writeRecordWithGarbageHeaders();
    byte[] good = Payloads.push(0).toString().getBytes(UTF_8);
    assertThat(sender.send("push", good)).isEqualTo(202);
    int expected = hostileBodies().size() + 1;
    JsonNode tally = stack.tally(Duration.ofSeconds(60)).json();

    assertThat(tally.at("/received").intValue()).as("%s", tally).isEqualTo(expected + 1);
    assertThat(tally.at("/deliveries/REFUSED").intValue()).as("%s", tally).isEqualTo(expected);
    assertThat(tally.at("/actions/SUCCEEDED").intValue()).as("%s", tally).isEqualTo(1);
    assertThat(tally.at("/unaccounted").intValue()).as("%s", tally).isZero();
    assertThat(processes()).isEqualTo(before);
  }

  /**
   * Ingest answers 413 before it has read such a body, and closes: the close may overtake the
   * answer (RFC 9112, section 9.6). That nothing was received, the tally says.
   */
  private static boolean isRefused(Sender sender, byte[] tooLarge) {
    try {
      return sender.send("push", tooLarge) == 413;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  private static List<byte[]> hostileBodies() {
    return List.of(
        "{\"ref\":".getBytes(UTF_8),
        "[".repeat(100_000).getBytes(UTF_8),
        ("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(UTF_8),
        "{\"ref\":\"a\",\"ref\":\"b\"}".getBytes(UTF_8),
        new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
        "{} {}".getBytes(UTF_8),
        ("{\"n\":" + "9".repeat(10_000) + "}").getBytes(UTF_8),
        new byte[] {0, 1, 2, (byte) 0xff});
  }

  /** As ingest itself could, if it were taken. */
  private static void writeRecordWithGarbageHeaders()
      throws IOException, ExecutionException, InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("sallyport.untrusted", 0, new byte[] {7}, "{}".getBytes(UTF_8));
    record.headers().add("ce_source", new byte[] {0x1b, '[', '3', '1', 'm'});
    record.headers().add("ce_source", "/sources/../x".getBytes(UTF_8));
    record.headers().add("ce_id", null);
    record.headers().add("\u202e", new byte[60_000]);
    Path home = stack.data().resolve("ingest");
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap());
    properties.put("security.protocol", "SSL");
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.location", home.resolve("tls/client.pem").toString());
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.location", home.resolve("tls/ca.pem").toString());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private static String bootstrap() throws IOException {
    try (Reader endpoints = Files.newBufferedReader(stack.data().resolve("endpoints.json"))) {
      return new com.fasterxml.jackson.databind.json.JsonMapper()
          .readTree(endpoints)
          .path("kafka")
          .asText();
    }
  }

  private static List<Long> processes() {
    return List.of("broker", "registry", "ingest", "validator", "executor", "target").stream()
        .map(name -> stack.process(name).pid())
        .toList();
  }
}
