package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads back what the validator wrote, as an auditor and an executor would. */
final class Readback {
  private Readback() {}

  /** Each chain is whole. */
  static List<Receipt> receipts(List<ConsumerRecord<byte[], byte[]>> records) {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    Map<String, ChainCheck> chains = new HashMap<>();
    List<Receipt> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String chain = new String(record.key(), StandardCharsets.US_ASCII);
      String jws = new String(record.value(), StandardCharsets.US_ASCII);
      ChainCheck check = chains.computeIfAbsent(chain, id -> new ChainCheck(id, verifier));
      found.add(
          switch (check.next(jws, Instant.now())) {
            case ChainCheck.Step.Next next -> next.receipt();
            case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
          });
    }
    return found;
  }

  /** How holds ended, once there are so many, as {@code client} reads the receipts. */
  static List<HoldEnding> endings(Map<String, Object> client, int count) {
    return endings(
        Committed.read(
            client,
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> endings(found).size() >= count));
  }

  private static List<HoldEnding> endings(List<ConsumerRecord<byte[], byte[]>> records) {
    return receipts(records).stream()
        .map(Receipt::body)
        .filter(ReceiptBody.HoldEnded.class::isInstance)
        .map(body -> ((ReceiptBody.HoldEnded) body).ending())
        .toList();
  }

  /** What permits a record. */
  static Mandate mandate(ConsumerRecord<byte[], byte[]> record) {
    PinnedKey pinned = PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"));
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.MANDATE, "deployments", Mandate.MAX_SIZE);
    byte[] header = record.headers().lastHeader(Headers.MANDATE).value();
    assertThat(record.value()).isNotEmpty();
    return switch (verifier.verify(new String(header, StandardCharsets.US_ASCII), Instant.now())) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload())
              .filter(mandate -> mandate.grant().digest().equals(Digest.of(record.value())))
              .orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }
}
