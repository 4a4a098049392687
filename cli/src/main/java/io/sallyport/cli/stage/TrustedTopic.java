package io.sallyport.cli.stage;

import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What an intruder with stolen Kafka credentials can do with the trusted topic: read it as the
 * executor, write to it as the validator or as ingest; and with the validator's key besides.
 */
public final class TrustedTopic {
  private final TopicReader executor;
  private final String topic;
  private final Map<String, Object> validator;
  private final Map<String, Object> ingest;
  private final SigningKey key;

  /** That topic, with the credentials of three principals and the key that seals mandates. */
  public TrustedTopic(
      TopicReader executor,
      String topic,
      Map<String, Object> validator,
      Map<String, Object> ingest,
      SigningKey key) {
    this.executor = executor;
    this.topic = topic;
    this.validator = validator;
    this.ingest = ingest;
    this.key = key;
  }

  /** What came of a write. */
  public sealed interface Write {
    /** The broker took it. */
    record Taken(Origin origin) implements Write {}

    /** The broker refused it, and with which error. */
    record Refused(String error) implements Write {}
  }

  /** The sealed record that came of a push: its mandate names the digest of the raw bytes. */
  public Optional<Sealed> sealedFrom(Push push) {
    Digest digest = Digest.of(push.bytes());
    return executor.find(topic, record -> isFrom(record, digest)).flatMap(Sealed::of);
  }

  private static boolean isFrom(ConsumerRecord<byte[], byte[]> record, Digest digest) {
    return Sealed.of(record)
        .filter(sealed -> sealed.mandate().evidence().digest().equals(digest))
        .isPresent();
  }

  /** Seals a held action with the validator's own key, as if nobody had to approve it. */
  public ProducerRecord<byte[], byte[]> sealUnapproved(Held held) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Mandate.Validity validity = new Mandate.Validity(now, now, now.plus(held.ttl()));
    Mandate.Grant grant = held.draft().grant();
    byte[] mandate = MandateCodec.write(held.approved(validity, List.of()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, grant.partition(), grant.key().toArray(), held.value().toArray());
    record
        .headers()
        .add(Headers.MANDATE, Bytes.utf8(Jws.sign(key, Typ.MANDATE, mandate)).toArray());
    return record;
  }

  /** Writes with the validator's certificate. */
  public Write writeAsValidator(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    return write(validator, record);
  }

  /** Writes with ingest's certificate. */
  public Write writeAsIngest(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    return write(ingest, record);
  }

  private static Write write(Map<String, Object> client, ProducerRecord<byte[], byte[]> record)
      throws InterruptedException {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata written = producer.send(record).get();
      return new Write.Taken(new Origin(written.topic(), written.partition(), written.offset()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException refusal) {
        return new Write.Refused(refusal.getClass().getSimpleName());
      }
      throw new IllegalStateException("the write ended in another way than it may", e);
    }
  }
}
