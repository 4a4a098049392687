package io.sallyport.cli.trace;

import io.sallyport.action.shape.Format;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Ids of traces and spans, made of what a single receipt says: the same whenever and by whomever it
 * is posted, and no receipt has to be known to place another.
 */
final class Places {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private Places() {}

  /** The trace of an action, which its trusted record names. */
  static String trace(ActionId action) {
    return TraceParent.of(action).traceId();
  }

  /** The span of the receipt that sealed the action. */
  static String sealed(ActionId action) {
    return TraceParent.of(action).spanId();
  }

  /** The trace of a delivery of which no action came: ingest's id without its hyphens. */
  static String trace(String issuer, ReceiptBody.Delivery delivery) {
    return uuid(delivery)
        .orElseGet(() -> hash(TRACE_BYTES, "trace", environment(issuer), delivery.id()));
  }

  /** The 32 digits of an id that ingest gave; that of another record says where it lies. */
  static Optional<String> uuid(ReceiptBody.Delivery delivery) {
    return Optional.of(delivery.id()).filter(Format.UUID::admits).map(id -> id.replace("-", ""));
  }

  /** The trace of a receipt of neither. */
  static String trace(String issuer, String receipt) {
    return hash(TRACE_BYTES, "trace", issuer, receipt);
  }

  /** The span of what a receipt says. */
  static String span(String issuer, String receipt) {
    return hash(SPAN_BYTES, "span", issuer, receipt);
  }

  /** The span of the delivery before a decision. */
  static String delivery(String issuer, String receipt) {
    return hash(SPAN_BYTES, "delivery", issuer, receipt);
  }

  private static String environment(String issuer) {
    return issuer.substring(0, issuer.lastIndexOf('/') + 1);
  }

  private static String hash(int size, String what, String issuer, String name) {
    String text = "sallyport-" + what + "-v1\0" + issuer + "\0" + name;
    byte[] hash = Digest.sha256(Bytes.utf8(text).toArray());
    return HexFormat.of().formatHex(Arrays.copyOf(hash, size));
  }
}
