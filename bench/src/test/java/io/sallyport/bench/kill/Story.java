package io.sallyport.bench.kill;

import io.sallyport.bench.site.GateKeys;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What lies on the topics of one partition, written by hand and signed with right keys. */
final class Story {
  private static final String CELL = "deployments";
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final byte[] VALUE = {4, 2};

  private final SigningKey mandateKey = SigningKey.generate();
  private final SigningKey receiptKey = SigningKey.generate();
  private final List<ConsumerRecord<byte[], byte[]>> deliveries = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> receipts = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> trusted = new ArrayList<>();
  private ReceiptWriter writer = new ReceiptWriter("test/validator", receiptKey);
  private ChainHead head = ChainHead.start("gate-0");

  /** A delivery with that dedupe id; the number is its offset. */
  Story delivery(String key) {
    deliveries.add(record("untrusted", deliveries.size(), key, new byte[0], new RecordHeaders()));
    return this;
  }

  Story decided(int number, int decisions, String rule, DecisionResult result) {
    Optional<ReceiptBody.Action> action =
        result == DecisionResult.ALLOWED ? Optional.of(action(number)) : Optional.empty();
    return receipt(
        new ReceiptBody.Decision(
            described(number),
            decisions,
            new ReceiptBody.Verdict(result, rule, List.of()),
            action,
            Code.PERMITTED,
            Optional.empty(),
            List.of(),
            DIGEST));
  }

  Story ended(int number, ReceiptBody.Ending ending) {
    return receipt(
        new ReceiptBody.DeliveryEnded(
            described(number), ending, Code.DUPLICATE, Optional.empty(), DIGEST));
  }

  /** The sealed record of an allowed delivery. */
  Story sealed(int number) {
    return sealed(number, VALUE);
  }

  /** As the other, with a value that the mandate may not be for. */
  Story sealed(int number, byte[] value) {
    String claims =
        """
        {"jti":"%s","authorization_details":[{"topic":"trusted","partition":0,"digest":"%s"}]}\
        """
            .formatted(id(number).text(), Digest.of(VALUE).text());
    String mandate = Jws.sign(mandateKey, Typ.MANDATE, claims.getBytes(StandardCharsets.US_ASCII));
    RecordHeaders headers = new RecordHeaders();
    headers.add(Headers.MANDATE, mandate.getBytes(StandardCharsets.US_ASCII));
    trusted.add(record("trusted", trusted.size(), "key", value, headers));
    return this;
  }

  /** From here on somebody else writes receipts. */
  Story withForeignWriter() {
    writer = new ReceiptWriter("test/validator", SigningKey.generate());
    return this;
  }

  /** The last receipt is taken away. */
  Story withoutLastReceipt() {
    receipts.removeLast();
    return this;
  }

  AuditReport audited() {
    Audit audit = new Audit(new GateKeys(mandateKey.jwk(), receiptKey.jwk()), CELL);
    deliveries.forEach(audit::delivery);
    receipts.forEach(audit::receipt);
    trusted.forEach(audit::trusted);
    return audit.report();
  }

  private Story receipt(ReceiptBody body) {
    ReceiptWriter.Appended appended = writer.append(head, body, Instant.now());
    head = appended.head();
    byte[] jws = appended.jws().getBytes(StandardCharsets.US_ASCII);
    receipts.add(record("receipts", receipts.size(), "gate-0", jws, new RecordHeaders()));
    return this;
  }

  private static ReceiptBody.Delivery described(int number) {
    Origin origin = new Origin("untrusted", 0, number);
    return new ReceiptBody.Delivery(origin.text(), origin, "github", DIGEST);
  }

  private static ReceiptBody.Action action(int number) {
    return new ReceiptBody.Action(
        id(number),
        "com.example.Deploy",
        Effect.WRITE,
        CELL,
        DIGEST,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  private static ActionId id(int number) {
    return new ActionId("A".repeat(42) + (char) ('A' + 4 * number));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, String key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        0L,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key.getBytes(StandardCharsets.US_ASCII),
        value,
        headers,
        Optional.empty());
  }
}
