package io.sallyport.compose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which labels each metric has, and which words they can be. */
final class MetricLabels {
  private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)\\{(.*)\\} .*$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_seconds_(bucket|sum|count)$");

  /** The bound of a histogram's bucket: every scraper knows it. */
  private static final String BOUND = "le";

  private static final Map<String, List<String>> OF =
      lines(
          """
          ingest_request_seconds source
          ingest_requests_total source result
          ingest_secret_loads_total source result
          ingest_secrets_refused source
          ingest_source_info source preset
          ingest_source_key_not_after_seconds source
          ingest_tls_loads_total result
          ingest_tls_not_after_seconds certificate
          ingest_unavailable_total source cause
          ingest_unproven_total source reason
          kafka_consumer_lag_records topic
          kafka_consumer_records_total topic
          kafka_streams_state state
          sallyport_build_info role version
          sallyport_bundle_info cell digest version
          sallyport_executor_actions_in_doubt cell
          sallyport_executor_circuit handler state
          sallyport_executor_circuit_changes_total handler state
          sallyport_executor_ended_total result code
          sallyport_executor_key_not_after_seconds key
          sallyport_executor_leases_total credential event
          sallyport_executor_perform_seconds type
          sallyport_executor_postponed_total code
          sallyport_executor_rejected_total code
          sallyport_executor_resolutions_total result
          sallyport_executor_revocations_total result
          sallyport_executor_sandbox_layer handler layer
          sallyport_executor_tolerates kind
          sallyport_executor_turns_total result
          sallyport_validator_bundle_loads_total result
          sallyport_validator_decisions_total source rule result code
          sallyport_validator_desk_total source rule result code
          sallyport_validator_holds_total source rule result code
          sallyport_validator_outcomes_total cell result
          sallyport_validator_verdicts_total result
          """);

  private static final String WORDS =
      """

      ## Labels

      Each is one of these words, or `other` for all that come after the first 500 of a metric;
      `le` of a histogram is the bound of a bucket.

      | label | its words |
      |---|---|
      | `cause` | the kind of trouble, a name of the Kafka client's own: `TimeoutException`, ... |
      | `cell` | cells that the validator serves, `-` for what holds tell the desk; the \
      executor's own. A validator's bundle has none |
      | `certificate` | `listener`, `clients` |
      | `code` | [codes](codes.md) |
      | `credential` | credentials of the executor's bundle |
      | `digest` | of the bundle in use, one at a time |
      | `event` | `granted`, `refused`, `revoked`, `unrevoked` |
      | `handler` | handlers of the executor's bundle |
      | `key` | thumbprints of the mandate keys that the executor's bundle pins |
      | `kind` | `variables`, `files`, `sockets`, `services` |
      | `layer` | `bubblewrap`, `seccomp`, `landlock`, `rlimits` |
      | `preset` | [schemes](bundle.md#schemes) |
      | `reason` | `missing`, `repeated`, `malformed`, `mismatch`, `stale`, and the four \
      `delegation_` faults |
      | `result` of requests | `accepted`, `handshake`, or why ingest refused: a fixed word for \
      each of its answers |
      | `result` of loads | `accepted` (`loaded` of bundles), `refused` |
      | `result` of `ended` | the six ends of an action: `SUCCEEDED`, `FAILED`, `IN_DOUBT`, \
      `EXPIRED`, `REVOKED`, `SUPERSEDED` |
      | `result` of turns | `committed`, `spoiled`, `refused`, `lost` |
      | `result` of revocations | `taken`, or the code that says why not |
      | `result` of resolutions | `resolved`, or the code that says why not |
      | `result` of decisions, desk, holds | how the receipt says that it ended: `REFUSED`, \
      `DUPLICATE`, `IGNORED`, `ALLOWED`, `MODIFIED`, `DENIED`, `UNBOUND`, `HELD`, `DEFERRED`, \
      `EXPIRED`, ... |
      | `result` of outcomes | `refunded`, `kept`, `remembered`, `over`, `early`, or a code |
      | `result` of verdicts | `counted`, `waiting`, or a code |
      | `role` | `ingest`, `validator`, `executor`, `minter` |
      | `rule` | rules of the validator's bundle; `-` where none is about it |
      | `source` | sources of the bundle; at ingest `unknown`, at the validator `-` where none is \
      known |
      | `state` | `closed`, `open`, `half-open` of circuits; the states of Kafka Streams |
      | `topic` | topics of the manifest: `sallyport topics print` |
      | `type` | action types of the executor's bundle |
      | `version` | of the build; of the bundle in use, one at a time |
      """;

  private MetricLabels() {}

  private static Map<String, List<String>> lines(String text) {
    return text.lines()
        .map(line -> Arrays.asList(line.split(" ")))
        .collect(
            Collectors.toMap(
                List::getFirst,
                words -> words.subList(1, words.size()),
                (one, _) -> one,
                LinkedHashMap::new));
  }

  /** A metric's labels for the page. */
  static String of(String metric) {
    return OF.getOrDefault(metric, List.of()).stream()
        .map(label -> "`" + label + "`")
        .collect(Collectors.joining(", "));
  }

  /** The metrics that have labels. */
  static Set<String> metrics() {
    return OF.keySet();
  }

  /** All labels. */
  static Set<String> labels() {
    return OF.values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  /** The second table of the page. */
  static String words() {
    return WORDS;
  }

  /** Labels that a role shows and the page does not name, by metric. */
  static Map<String, Set<String>> unnamed(String shown) {
    Map<String, Set<String>> unnamed = new TreeMap<>();
    shown
        .lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches())
        .forEach(sample -> {
          String name = PART_OF_HISTOGRAM.matcher(sample.group(1)).replaceFirst("_seconds");
          Set<String> labels =
              LABEL
                  .matcher(sample.group(2))
                  .results()
                  .map(each -> each.group(1))
                  .collect(Collectors.toCollection(TreeSet::new));
          labels.remove(BOUND);
          OF.getOrDefault(name, List.of()).forEach(labels::remove);
          if (!labels.isEmpty()) {
            unnamed.merge(name, labels, MetricLabels::both);
          }
        });
    return unnamed;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    one.addAll(other);
    return one;
  }
}
