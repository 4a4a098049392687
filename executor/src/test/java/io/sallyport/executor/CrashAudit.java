package io.sallyport.executor;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.OutcomeResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what was sent, what the committed ledger says of it, and what the target counted; knows
 * nothing of how an executor works.
 */
record CrashAudit(
    Map<ActionId, Boolean> sent,
    Map<ActionId, List<OutcomeResult>> ends,
    List<String> rejections,
    int postponed,
    List<String> effects) {

  static CrashAudit of(Map<ActionId, Boolean> sent, Stage stage, Cluster cluster) {
    Map<ActionId, List<OutcomeResult>> ends = new HashMap<>();
    List<String> rejections = new ArrayList<>();
    int postponed = 0;
    for (var record : cluster.read(stage.ledger())) {
      switch (LedgerCodec.parse(record.value()).orElseThrow()) {
        case LedgerRecord.Postponement _ -> postponed++;
        case LedgerRecord.Claim _, LedgerRecord.Resolution _ -> {}
        case LedgerRecord.Outcome outcome ->
            ends.computeIfAbsent(outcome.action(), _ -> new ArrayList<>()).add(outcome.result());
        case LedgerRecord.Rejection rejection -> rejections.add(rejection.code().text());
      }
    }
    return new CrashAudit(sent, ends, rejections, postponed, List.copyOf(stage.target().effects()));
  }

  /** How many actions have not ended. */
  long open() {
    return sent.keySet().stream().filter(id -> !ends.containsKey(id)).count();
  }

  /** Every broken promise, one line each. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    rejections.forEach(code -> findings.add("a genuine record was rejected: " + code));
    Set<String> known = sent.keySet().stream().map(ActionId::text).collect(Collectors.toSet());
    effects.stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> findings.add("an effect of no sent action: " + key));
    sent.forEach((id, idempotent) -> {
      List<OutcomeResult> results = ends.getOrDefault(id, List.of());
      int count = Collections.frequency(effects, id.text());
      if (results.size() != 1) {
        findings.add(id.text() + " ended " + results.size() + " times: " + results);
      } else if (!isTrue(results.getFirst(), count)) {
        findings.add(id.text() + " ended " + results + " with " + count + " requests");
      }
      if (!idempotent && count > 1) {
        findings.add(id.text() + " is not idempotent and had " + count + " requests");
      }
    });
    return findings;
  }

  private static boolean isTrue(OutcomeResult result, int requests) {
    return switch (result) {
      case SUCCEEDED -> requests >= 1;
      case IN_DOUBT -> true;
      case FAILED, EXPIRED, REVOKED, SUPERSEDED -> requests == 0;
    };
  }

  /** How many actions ended how. */
  Map<OutcomeResult, Integer> counts() {
    Map<OutcomeResult, Integer> counts = new TreeMap<>();
    ends.values().forEach(results -> results.forEach(each -> counts.merge(each, 1, Integer::sum)));
    return counts;
  }
}
