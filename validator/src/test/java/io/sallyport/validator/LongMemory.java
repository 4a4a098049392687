package io.sallyport.validator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Changelogs that take a validator a while to read back. */
final class LongMemory {
  private static final String LEFT = "sallyport_validator_restoring_records ";

  private LongMemory() {}

  /** Of each store, on each partition, so many changes that came to nothing, as years leave. */
  static void write(Installation installation, int changes) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            installation.client("admin"), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String store : List.of("seen", "chains", "desk", "holds")) {
        for (int i = 0; i < changes * Demo.PARTITIONS; i++) {
          byte[] key = ByteBuffer.allocate(16).putInt(i).array();
          String changelog = Demo.TOPICS.changelog(store);
          sent.add(producer.send(new ProducerRecord<>(changelog, i % Demo.PARTITIONS, key, null)));
        }
      }
    }
    for (Future<?> each : sent) {
      each.get();
    }
  }

  /** Has the validator of that home read changelogs record by record. */
  static void slow(Path home) throws IOException {
    Path config = home.resolve("config.yaml");
    String text = Files.readString(config);
    Files.writeString(
        config,
        text.replace("  kafka:\n", "  kafka:\n    restore.consumer.max.poll.records: '1'\n"));
  }

  /** How much a validator that shows this has still to read; 0 where it does not say. */
  static double left(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(LEFT))
        .mapToDouble(line -> Double.parseDouble(line.substring(LEFT.length())))
        .sum();
  }
}
