package io.sallyport.cli.trace;

import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What receipts say as spans. It remembers when the newest of them were said, so that what follows
 * one shows the wait; all else of a span is in its own receipt. Owned by one thread.
 */
final class Spans {
  private final int waiting;
  private final Map<String, Instant> times = new LinkedHashMap<>();

  /** One that remembers so many receipts. */
  Spans(int waiting) {
    this.waiting = waiting;
  }

  /** The spans of a receipt that the broker appended at that time. */
  List<Span> of(Receipt receipt, Instant appended) {
    Instant signed = receipt.issuedAt();
    Instant at = signed.isAfter(appended) ? signed : appended;
    Instant since =
        Said.before(receipt.body()).map(before -> time(receipt, before, signed)).orElse(signed);
    List<Span> spans = spans(new Said(receipt, since, at));
    if (!spans.isEmpty()) {
      keep(key(receipt, receipt.id()), at);
    }
    return spans;
  }

  private static List<Span> spans(Said said) {
    return switch (said.receipt().body()) {
      case ReceiptBody.DeliveryEnded ended -> List.of(Judged.ended(said, ended));
      case ReceiptBody.Decision decision -> Judged.decided(said, decision);
      case ReceiptBody.Referred(var decision, _) -> Judged.decided(said, decision);
      case ReceiptBody.Ruled ruled -> List.of(Judged.ruled(said, ruled));
      case ReceiptBody.HoldEnded ended -> List.of(Judged.released(said, ended));
      case ReceiptBody.Outcome outcome -> List.of(Performed.ended(said, outcome));
      case ReceiptBody.Resolved resolved -> List.of(Performed.resolved(said, resolved));
      case ReceiptBody.Rejection rejection -> List.of(Performed.rejected(said, rejection));
      case ReceiptBody.ChainOpened _, ReceiptBody.Reload _, ReceiptBody.Witnessed _ -> List.of();
    };
  }

  private Instant time(Receipt receipt, String before, Instant fallback) {
    return times.getOrDefault(key(receipt, before), fallback);
  }

  private void keep(String key, Instant at) {
    times.put(key, at);
    if (times.size() > waiting) {
      times.remove(times.keySet().iterator().next());
    }
  }

  private static String key(Receipt receipt, String id) {
    return receipt.issuer() + " " + id;
  }
}
