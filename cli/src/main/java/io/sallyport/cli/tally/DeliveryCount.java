package io.sallyport.cli.tally;

import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts deliveries; holds a fate for each receipt's delivery. Owned by one thread. */
final class DeliveryCount {
  private static final int MAX_MISSING = 10;

  private final List<Span> spans;
  private final long waiting;
  private final Map<Origin, Fate> fates = new HashMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Long> decisions = new TreeMap<>();

  private DeliveryCount(List<Span> spans, long waiting) {
    this.spans = spans;
    this.waiting = waiting;
  }

  /**
   * The count of what lies in {@code spans}; receipts of older deliveries are left out.
   *
   * @param waiting at most so many carried records wait on arrived
   */
  static Deliveries of(List<Span> spans, long waiting, List<Receipt> receipts) {
    DeliveryCount count = new DeliveryCount(spans, waiting);
    receipts.forEach(receipt -> count.add(receipt.body()));
    return count.result();
  }

  private void add(ReceiptBody body) {
    body.decided().filter(each -> isHere(each.delivery())).ifPresent(this::decided);
    if (body instanceof ReceiptBody.DeliveryEnded ended && isHere(ended.delivery())) {
      fate(ended.delivery()).ended(ended.ending());
      if (ended.ending() == ReceiptBody.Ending.REFUSED) {
        refused.merge(ended.code().text(), 1L, Long::sum);
      }
    }
  }

  private void decided(ReceiptBody.Decision decision) {
    fate(decision.delivery()).decided(decision);
    decisions.merge(decision.verdict().result().name(), 1L, Long::sum);
  }

  private boolean isHere(ReceiptBody.Delivery delivery) {
    return spans.stream().anyMatch(span -> span.holds(delivery.origin()));
  }

  private Fate fate(ReceiptBody.Delivery delivery) {
    return fates.computeIfAbsent(delivery.origin(), origin -> new Fate());
  }

  private Deliveries result() {
    Map<String, Long> ended = new TreeMap<>();
    fates.values().forEach(fate -> fate.ending().ifPresent(how -> ended.merge(how, 1L, Long::sum)));
    long received = spans.stream().mapToLong(Span::received).sum();
    long pending = spans.stream().mapToLong(this::pending).sum() + Math.min(waiting, carried());
    long unaccounted = received - ended.values().stream().mapToLong(n -> n).sum() - pending;
    long contradicted = fates.values().stream().filter(Fate::isContradicted).count();
    List<Origin> missing = unaccounted == 0 ? List.of() : missing();
    return new Deliveries(
        received, ended, refused, decisions, pending, unaccounted, contradicted, missing);
  }

  private long pending(Span span) {
    long open = span.end() - span.committed();
    return open - fates.keySet().stream().filter(origin -> endedBeyond(span, origin)).count();
  }

  /** How many were carried to arrived, and have not ended. */
  private long carried() {
    long carried = 0;
    for (Span span : spans.stream().filter(Span::isCarried).toList()) {
      carried += span.committed() - span.begin();
      carried -= fates.keySet().stream().filter(origin -> endedBelow(span, origin)).count();
    }
    return carried;
  }

  private boolean endedBelow(Span span, Origin origin) {
    return span.holds(origin) && origin.offset() < span.committed() && hasEnded(origin);
  }

  private boolean endedBeyond(Span span, Origin origin) {
    return span.holds(origin) && origin.offset() >= span.committed() && hasEnded(origin);
  }

  private boolean hasEnded(Origin origin) {
    return Optional.ofNullable(fates.get(origin)).flatMap(Fate::ending).isPresent();
  }

  private List<Origin> missing() {
    List<Origin> missing = new ArrayList<>();
    for (Span span : spans) {
      long offset = span.begin();
      while (offset < span.committed() && missing.size() < MAX_MISSING) {
        if (!hasEnded(span.at(offset))) {
          missing.add(span.at(offset));
        }
        offset++;
      }
    }
    return List.copyOf(missing);
  }
}
