package io.sallyport.cli.stage;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A sealed record, taken apart by somebody who wants to forge one.
 *
 * @param topic the trusted topic
 * @param partition where it lies
 * @param key its key
 * @param value its value
 * @param jws its mandate, compact
 * @param mandate the claims in it
 */
public record Sealed(
    String topic, int partition, Bytes key, Bytes value, String jws, Mandate mandate) {

  /** Takes a record apart; empty when it has no mandate that can be read. */
  public static Optional<Sealed> of(ConsumerRecord<byte[], byte[]> record) {
    return Headers.ascii(record.headers(), Headers.MANDATE)
        .flatMap(jws ->
            claims(jws)
                .map(mandate ->
                    new Sealed(
                        record.topic(),
                        record.partition(),
                        Bytes.of(record.key()),
                        Bytes.of(record.value()),
                        jws,
                        mandate)));
  }

  private static Optional<Mandate> claims(String jws) {
    return Jws.claimed(jws).flatMap(claims -> MandateCodec.parse(Bytes.of(claims)));
  }

  /** The same bytes on that partition, under that mandate. */
  public ProducerRecord<byte[], byte[]> copy(int toPartition, String mandateText) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(topic, toPartition, key.toArray(), value.toArray());
    copy.headers().add(Headers.MANDATE, mandateText.getBytes(StandardCharsets.US_ASCII));
    return copy;
  }
}
