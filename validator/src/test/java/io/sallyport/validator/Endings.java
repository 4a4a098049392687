package io.sallyport.validator;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
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

/** How deliveries ended, as a validator's receipts say; their chains are checked. */
final class Endings {
  private Endings() {}

  /** The endings once there are so many. */
  static List<ReceiptBody> read(Installation installation, int count) {
    List<ConsumerRecord<byte[], byte[]>> records =
        Committed.read(
            installation.client("auditor"),
            Demo.TOPICS.validatorReceipts(),
            new ByteArrayDeserializer(),
            found -> checked(found).size() >= count);
    return checked(records);
  }

  private static List<ReceiptBody> checked(List<ConsumerRecord<byte[], byte[]>> records) {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    Map<Integer, ChainCheck> chains = new HashMap<>();
    List<ReceiptBody> endings = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ChainCheck chain =
          chains.computeIfAbsent(
              record.partition(), partition -> new ChainCheck("gate-" + partition, verifier));
      String jws = new String(record.value(), StandardCharsets.US_ASCII);
      Receipt receipt =
          switch (chain.next(jws, Instant.now())) {
            case ChainCheck.Step.Next next -> next.receipt();
            case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
          };
      if (receipt.body() instanceof ReceiptBody.Decision
          || receipt.body() instanceof ReceiptBody.DeliveryEnded) {
        endings.add(receipt.body());
      }
    }
    return endings;
  }

  static String origin(ReceiptBody body) {
    return delivery(body).origin().text();
  }

  static String ending(ReceiptBody body) {
    return body instanceof ReceiptBody.Decision decision
        ? decision.verdict().result().name()
        : ((ReceiptBody.DeliveryEnded) body).ending().name();
  }

  static Code code(ReceiptBody body) {
    return body instanceof ReceiptBody.Decision decision
        ? decision.code()
        : ((ReceiptBody.DeliveryEnded) body).code();
  }

  static ReceiptBody.Delivery delivery(ReceiptBody body) {
    return body instanceof ReceiptBody.Decision decision
        ? decision.delivery()
        : ((ReceiptBody.DeliveryEnded) body).delivery();
  }
}
