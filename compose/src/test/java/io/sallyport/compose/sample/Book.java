package io.sallyport.compose.sample;

import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The receipts of a site as an auditor reads them, while they come: each signature holds, each
 * chain is whole. One test's thread owns it.
 */
final class Book implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, JwsVerifier> writers = new HashMap<>();
  private final Map<String, ChainCheck> chains = new HashMap<>();
  private final List<Receipt> read = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> reader;

  Book(SampleSite site) {
    writers.put(SampleSite.TOPICS.validatorReceipts(), verifier(site, "validator-receipt"));
    for (String executor : site.sample().executors()) {
      String cell = site.sample().cell(executor);
      writers.put(SampleSite.TOPICS.receipts(cell), verifier(site, cell + "-receipt"));
    }
    Map<String, Object> settings = new HashMap<>(site.client("auditor"));
    settings.put("isolation.level", "read_committed");
    reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        writers.keySet().stream()
            .flatMap(topic -> reader.partitionsFor(topic).stream())
            .map(part -> new TopicPartition(part.topic(), part.partition()))
            .toList();
    reader.assign(all);
    reader.seekToBeginning(all);
  }

  private static JwsVerifier verifier(SampleSite site, String key) {
    PinnedKey pinned = PinnedKey.active(site.key(key).jwk(), Typ.RECEIPT, Set.of());
    return new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
  }

  /** What was said of a delivery and its actions until now. */
  Story of(String delivery) {
    reader.poll(POLL).forEach(record -> read.add(next(record)));
    return Story.of(delivery, read);
  }

  private Receipt next(ConsumerRecord<byte[], byte[]> record) {
    String chain = new String(record.key(), StandardCharsets.US_ASCII);
    String jws = new String(record.value(), StandardCharsets.US_ASCII);
    JwsVerifier writer = Optional.ofNullable(writers.get(record.topic())).orElseThrow();
    ChainCheck check =
        chains.computeIfAbsent(record.topic() + " " + chain, _ -> new ChainCheck(chain, writer));
    return switch (check.next(jws, Instant.now())) {
      case ChainCheck.Step.Next next -> next.receipt();
      case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
    };
  }

  @Override
  public void close() {
    reader.close();
  }
}
