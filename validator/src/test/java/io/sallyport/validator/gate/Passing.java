package io.sallyport.validator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.bundle.Bundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Passes deliveries through the gate of the demo. */
final class Passing {
  static final Bundle BUNDLE = Demo.bundle();
  static final Gate GATE = Demo.gate(BUNDLE);
  static final Memory NOTHING = id -> Optional.empty();

  private Passing() {}

  static Effects pass(Delivery delivery) {
    return GATE.pass(delivery, NOTHING, start(), Demo.NOW);
  }

  static List<Code> codes(Delivery delivery) {
    return codes(GATE, delivery);
  }

  static List<Code> codes(Gate gate, Delivery delivery) {
    return gate.pass(delivery, NOTHING, start(), Demo.NOW).endings().stream()
        .map(Ending::code)
        .toList();
  }

  static ChainState start() {
    return ChainState.start(0);
  }

  static Delivery with(RecordHeaders headers) {
    Delivery good = Demo.delivery(Demo.goodPush());
    return new Delivery(good.origin(), good.appendedAt(), good.key(), good.body(), headers);
  }

  static List<String> sinks(Effects effects) {
    return effects.outputs().stream().map(Output::sink).toList();
  }

  static Output only(Effects effects, String sink) {
    List<Output> found =
        effects.outputs().stream().filter(output -> output.sink().equals(sink)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** The verdict of the last receipt. */
  static ReceiptBody.Verdict verdict(Effects effects) {
    return decision(effects).verdict();
  }

  /** The last receipt, a decision. */
  static ReceiptBody.Decision decision(Effects effects) {
    return switch (receipt(effects).body()) {
      case ReceiptBody.Decision decision -> decision;
      case ReceiptBody other -> throw new AssertionError(other);
    };
  }

  /** The last receipt, the ending of a delivery that was not decided. */
  static ReceiptBody.DeliveryEnded ended(Effects effects) {
    return switch (receipt(effects).body()) {
      case ReceiptBody.DeliveryEnded ended -> ended;
      case ReceiptBody other -> throw new AssertionError(other);
    };
  }

  /** The last receipt. */
  static Receipt receipt(Effects effects) {
    return parsed(lastReceipt(effects));
  }

  /** A receipt of the demo's validator. */
  static Receipt parsed(String jws) {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    return switch (verifier.verify(jws, Demo.NOW)) {
      case JwsVerifier.Result.Verified verified ->
          ReceiptCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  /** The compact form of the last receipt. */
  static String lastReceipt(Effects effects) {
    Output last =
        effects.outputs().stream()
            .filter(output -> output.sink().equals(Sinks.RECEIPTS))
            .toList()
            .getLast();
    return text(last);
  }

  static String text(Output output) {
    return new String(output.value().orElseThrow().toArray(), StandardCharsets.US_ASCII);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
