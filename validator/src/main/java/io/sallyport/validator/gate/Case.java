package io.sallyport.validator.gate;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Delivery;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as records about it name it.
 *
 * @param described for receipts
 * @param appendedAt the broker's append time
 * @param key for quarantine: the identity if it was computed, else where the delivery lies
 * @param body for quarantine
 */
record Case(ReceiptBody.Delivery described, Instant appendedAt, Bytes key, Bytes body) {

  static Case of(Delivery delivery, Admission.Admitted admitted) {
    Bytes key = Bytes.of(admitted.id().key());
    Admission.Known known = admitted.known();
    return of(delivery, known.label(), known.digest(), key).proved(admitted.proof(), admitted.id());
  }

  static Case of(Delivery delivery, Admission.Duplicate duplicate) {
    Admission.Known known = duplicate.known();
    return of(delivery, known.label(), known.digest(), place(delivery))
        .proved(duplicate.proof(), duplicate.id());
  }

  static Case of(Delivery delivery, Admission.Label label) {
    return of(delivery, label, Digest.of(body(delivery)), place(delivery));
  }

  private static Bytes place(Delivery delivery) {
    return Bytes.utf8(delivery.origin().text());
  }

  private static Bytes body(Delivery delivery) {
    return delivery.body().orElseGet(Bytes::of);
  }

  private static Case of(Delivery delivery, Admission.Label label, Digest digest, Bytes key) {
    ReceiptBody.Delivery described =
        new ReceiptBody.Delivery(
                label.deliveryId().orElseGet(() -> delivery.origin().text()),
                delivery.origin(),
                label.source().orElse(Ending.UNKNOWN),
                digest)
            .calledFrom(caller(delivery));
    return new Case(
        label.release().map(described::releasedBy).orElse(described),
        delivery.appendedAt(),
        key,
        body(delivery));
  }

  private static Optional<TraceParent> caller(Delivery delivery) {
    return Headers.ascii(delivery.headers(), Headers.CALLER).flatMap(TraceParent::parse);
  }

  private Case proved(Admission.Proof proof, DedupeId id) {
    ReceiptBody.Evidence evidence =
        new ReceiptBody.Evidence(proof.assurance(), proof.principal(), id, proof.delegation());
    return new Case(described.proved(evidence), appendedAt, key, body);
  }

  String source() {
    return described.source();
  }
}
