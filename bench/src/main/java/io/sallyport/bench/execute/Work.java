package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What nobody can avoid who claims before and records after: one signature verified and one made
 * for each action, and for each batch two transactions with records of the executor's sizes. It
 * remembers nothing and knows no keys. Owned by its loop's thread.
 */
final class Work implements LoopMain.Batch {
  private final SigningKey signingKey = SigningKey.generate();
  private final Topics topics;
  private final Shape shape;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final JwsVerifier verifier;
  private final int receiptClaims;

  /** Mandates are verified with {@code mandates}. */
  Work(Topics topics, Shape shape, Jwk mandates, Clients clients) {
    this.topics = topics;
    this.shape = shape;
    this.consumer = clients.consumer();
    this.producer = clients.producer();
    PinnedKey key = PinnedKey.active(mandates, Typ.MANDATE, Set.of(Installation.CELL));
    this.verifier = new JwsVerifier(List.of(key), Typ.MANDATE, Installation.CELL, Mandate.MAX_SIZE);
    int overhead = Jws.sign(signingKey, Typ.RECEIPT, new byte[0]).length();
    this.receiptClaims = (shape.receipt() - overhead) * 3 / 4;
    producer.initTransactions();
  }

  /** What it reads and writes with. */
  record Clients(KafkaConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {}

  @Override
  public void take(List<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(this::verify);
    producer.beginTransaction();
    records.forEach(record -> ledger(record, shape.claim()));
    producer.commitTransaction();
    producer.beginTransaction();
    records.forEach(record -> {
      ledger(record, shape.outcome());
      receipt(record);
    });
    ConsumerRecord<byte[], byte[]> last = records.getLast();
    producer.sendOffsetsToTransaction(
        Map.of(
            new TopicPartition(last.topic(), last.partition()),
            new OffsetAndMetadata(last.offset() + 1)),
        consumer.groupMetadata());
    producer.commitTransaction();
  }

  private void verify(ConsumerRecord<byte[], byte[]> record) {
    byte[] mandate = record.headers().lastHeader(Headers.MANDATE).value();
    String text = new String(mandate, StandardCharsets.US_ASCII);
    if (verifier.verify(text, Instant.now()) instanceof JwsVerifier.Result.Refused(var code)) {
      throw new IllegalStateException("only genuine mandates are measured: " + code);
    }
  }

  private void ledger(ConsumerRecord<byte[], byte[]> record, int size) {
    byte[] key = Arrays.copyOf(record.key(), shape.key());
    send(topics.ledger(Installation.CELL), record, key, Arrays.copyOf(record.value(), size));
  }

  private void receipt(ConsumerRecord<byte[], byte[]> record) {
    byte[] chain = Bytes.utf8(Installation.CELL + "-" + record.partition()).toArray();
    byte[] claims = Arrays.copyOf(record.value(), receiptClaims);
    byte[] jws = Bytes.utf8(Jws.sign(signingKey, Typ.RECEIPT, claims)).toArray();
    send(topics.receipts(Installation.CELL), record, chain, jws);
  }

  private void send(String topic, ConsumerRecord<byte[], byte[]> of, byte[] key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(topic, of.partition(), key, value));
  }
}
