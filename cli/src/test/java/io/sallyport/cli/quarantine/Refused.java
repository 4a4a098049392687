package io.sallyport.cli.quarantine;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of a quarantine topic, as the gate writes them. */
final class Refused {
  static final String TOPIC = "sallyport.quarantine";
  static final String ORIGIN = "sallyport.untrusted:0:42";
  static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  static final String BUNDLE = Digest.of(new byte[] {1}).text();

  private Refused() {}

  static RecordHeaders headers(String code, String origin) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.CODE, Bytes.utf8(code).toArray());
    headers.add(Headers.POINTER, Bytes.utf8("/after").toArray());
    headers.add(Headers.BUNDLE, Bytes.utf8(BUNDLE).toArray());
    headers.add(Headers.SOURCE, Bytes.utf8("github").toArray());
    headers.add(Headers.ORIGIN, Bytes.utf8(origin).toArray());
    return headers;
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, RecordHeaders headers, Bytes payload) {
    return new ConsumerRecord<>(
        TOPIC,
        0,
        offset,
        AT.plusSeconds(offset).toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        1,
        payload.size(),
        new byte[] {1},
        payload.toArray(),
        headers,
        Optional.empty());
  }

  static Refusal refusal(String code, String rule) {
    return new Refusal(AT, code, "", rule, BUNDLE, "github", ORIGIN, 1);
  }
}
