package io.sallyport.validator.trial;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads back what the gate wrote, as an auditor and an executor would: signed receipts, and sealed
 * records with their mandates. Immutable.
 */
final class Transcript {
  private static final Set<String> RECEIPTS = Set.of(Sinks.RECEIPTS, Sinks.DESK_RECEIPTS);

  private final JwsVerifier receipts;
  private final JwsVerifier mandates;
  private final Map<String, ActionType> types;

  Transcript(SigningKey receiptKey, SigningKey mandateKey, Map<String, ActionType> types) {
    this.receipts = verifier(receiptKey, Typ.RECEIPT, ReceiptCodec.MAX_SIZE);
    this.mandates = verifier(mandateKey, Typ.MANDATE, Mandate.MAX_SIZE);
    this.types = types;
  }

  private static JwsVerifier verifier(SigningKey key, Typ typ, int maxSize) {
    PinnedKey own = PinnedKey.active(key.jwk(), typ, Set.of());
    return new JwsVerifier(List.of(own), typ, "", maxSize);
  }

  /** What the receipts say, in their order. */
  List<ReceiptBody> receipts(List<Output> outputs, Instant now) {
    return outputs.stream()
        .filter(output -> RECEIPTS.contains(output.sink()))
        .map(output -> receipt(output, now))
        .toList();
  }

  private ReceiptBody receipt(Output output, Instant now) {
    String jws =
        new String(
            output.value().orElseThrow().toArray(), java.nio.charset.StandardCharsets.US_ASCII);
    return ReceiptCodec.parse(verified(receipts, jws, now))
        .orElseThrow(() -> new IllegalStateException("the gate wrote no receipt"))
        .body();
  }

  /** The records that were sealed, or are held to be. */
  Map<ActionId, GenericRecord> sealed(List<Output> outputs, Instant now) {
    Map<ActionId, GenericRecord> sealed = new HashMap<>();
    for (Output output : outputs) {
      if (Sinks.isHeld(output.sink())) {
        Held held =
            HeldCodec.parse(output.value().orElseThrow())
                .orElseThrow(() -> new IllegalStateException("the gate held nothing"));
        sealed.put(held.id(), record(held.draft().grant().action(), held.value()));
      }
      String jws = output.headers().get(Headers.MANDATE);
      if (jws != null) {
        Mandate mandate =
            MandateCodec.parse(verified(mandates, jws, now))
                .orElseThrow(() -> new IllegalStateException("the gate wrote no mandate"));
        sealed.put(mandate.id(), record(mandate.grant().action(), output.value().orElseThrow()));
      }
    }
    return sealed;
  }

  private GenericRecord record(String type, Bytes value) {
    return Optional.ofNullable(types.get(type))
        .flatMap(known ->
            WireFormat.unframe(value.toArray()).flatMap(framed -> decoded(known, framed.avro())))
        .orElseThrow(() -> new IllegalStateException("the gate sealed no record of its bundle"));
  }

  private static Optional<GenericRecord> decoded(ActionType type, Bytes avro) {
    return switch (ActionCodec.decodeCanonical(type, avro.toArray())) {
      case Decoding.Decoded decoded -> Optional.of(decoded.record());
      case Decoding.Refused refused -> Optional.empty();
    };
  }

  private static Bytes verified(JwsVerifier verifier, String jws, Instant now) {
    return switch (verifier.verify(jws, now)) {
      case JwsVerifier.Result.Verified verified -> verified.payload();
      case JwsVerifier.Result.Refused refused ->
          throw new IllegalStateException("the gate's own signature: " + refused.code());
    };
  }
}
