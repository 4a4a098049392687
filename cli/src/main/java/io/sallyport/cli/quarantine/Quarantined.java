package io.sallyport.cli.quarantine;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of the quarantine topic. A header that is missing, there twice or not plain ASCII is
 * the empty text; the payload is a stranger's.
 *
 * @param at when the broker appended it
 * @param code why, as a stable code
 * @param pointer where in the payload, RFC 6901
 * @param rule the rule that did not bind, if one matched
 * @param bundle the digest of the bundle that decided
 * @param source the source's name, {@code -} when it was unknown
 * @param origin where the delivery lies: {@code topic:partition:offset}
 * @param payload the raw bytes
 */
public record Quarantined(
    Instant at,
    String code,
    String pointer,
    String rule,
    String bundle,
    String source,
    String origin,
    Bytes payload) {

  static Quarantined from(ConsumerRecord<byte[], byte[]> record) {
    return new Quarantined(
        Instant.ofEpochMilli(record.timestamp()),
        header(record, Headers.CODE),
        header(record, Headers.POINTER),
        header(record, Headers.RULE),
        header(record, Headers.BUNDLE),
        header(record, Headers.SOURCE),
        header(record, Headers.ORIGIN),
        Optional.ofNullable(record.value()).map(Bytes::of).orElseGet(Bytes::of));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Headers.ascii(record.headers(), name).orElse("");
  }

  /** The place of the delivery; empty when the header does not name one. */
  public Optional<Origin> place() {
    try {
      return Optional.of(Origin.parse(origin));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The code, if it is one that this version knows. */
  public Optional<Code> known() {
    return Code.parse(code);
  }

  /**
   * Whether the bytes of what was refused for {@code code}, and a bundle, say how it ends. What was
   * refused for its evidence, age, place or headers is judged by what nobody kept.
   */
  public static boolean isOfItsBytes(Code code) {
    return !code.step().equals("admit") || code == Code.BODY_TOO_LARGE || code == Code.BODY_EMPTY;
  }

  boolean isOf(Optional<String> wantedCode, Optional<String> wantedSource) {
    return wantedCode.map(code::equals).orElse(true)
        && wantedSource.map(source::equals).orElse(true);
  }
}
