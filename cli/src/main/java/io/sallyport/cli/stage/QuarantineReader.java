package io.sallyport.cli.stage;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Origin;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sees what was refused and why, with the operator's own rights. */
public final class QuarantineReader {
  private final TopicReader reader;
  private final String topic;

  /** A reader of that quarantine topic. */
  public QuarantineReader(TopicReader reader, String topic) {
    this.reader = reader;
    this.topic = topic;
  }

  /** Code and pointer of the delivery that came from {@code origin}. */
  public Optional<Reason> reason(Origin origin) {
    return reader
        .find(topic, record -> header(record, Headers.ORIGIN).equals(origin.text()))
        .map(record -> new Reason(header(record, Headers.CODE), header(record, Headers.POINTER)));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Headers.ascii(record.headers(), name).orElse("");
  }

  /**
   * Why a delivery was refused.
   *
   * @param code the stable code
   * @param pointer where in the payload, RFC 6901; empty when the whole is meant
   */
  public record Reason(String code, String pointer) {}
}
