package io.sallyport.bench.kill;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the audit found.
 *
 * @param deliveries on the untrusted topic
 * @param remembered dedupe ids that were ruled on
 * @param receipts of any kind
 * @param sealed records on the trusted topic
 * @param endings how many deliveries and decisions ended in which way
 * @param faults how often each fault was found; none of them when all is well
 * @param examples of the first faults
 */
record AuditReport(
    long deliveries,
    long remembered,
    long receipts,
    long sealed,
    Map<String, Long> endings,
    Map<Fault, Long> faults,
    List<String> examples) {
  /** Copies the collections, sorted. */
  AuditReport {
    endings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(endings));
    faults = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    examples = List.copyOf(examples);
  }

  boolean isClean() {
    return faults.isEmpty();
  }

  /** For a person. */
  String text() {
    return """
    %d deliveries, %d remembered, %d receipts, %d sealed
    endings: %s
    faults: %s %s\
    """
        .formatted(
            deliveries,
            remembered,
            receipts,
            sealed,
            endings,
            isClean() ? "none" : faults,
            examples);
  }
}
