package io.sallyport.executor.bundle;

import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.CircuitSpec;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a Handler document says of failures: {@code attempts}, {@code circuit}, {@code concurrency}.
 */
final class ResiliencePart {
  private static final Set<Integer> WORTH_ASKING_AGAIN = Set.of(429, 502, 503, 504);
  private static final Set<Integer> DOWN = Set.of(502, 503, 504);
  private static final Duration LEAST_BACKOFF = Duration.ofMillis(10);
  private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);
  private static final Duration MAX_OPEN = Duration.ofHours(1);
  private static final int MAX_ATTEMPTS = 10;
  private static final int MAX_FAILURES = 1000;
  private static final int MAX_CONCURRENCY = 1024;

  private ResiliencePart() {}

  static Resilience read(ConfigNode spec, Kind kind) {
    int concurrency =
        spec.keys().contains("concurrency")
            ? Math.toIntExact(spec.integer("concurrency", 1, MAX_CONCURRENCY))
            : Resilience.UNSAID;
    return new Resilience(
        spec.optionalChild("attempts").map(node -> attempts(node, kind)).orElse(Attempts.ONCE),
        spec.optionalChild("circuit").map(node -> circuit(node, kind)),
        concurrency);
  }

  private static Attempts attempts(ConfigNode node, Kind kind) {
    int max = Math.toIntExact(node.integer("max", 1, MAX_ATTEMPTS));
    Duration backoff = node.duration("backoff", Duration.ofMillis(500), LEAST_BACKOFF, MAX_BACKOFF);
    Duration longest =
        node.duration("maxBackoff", Duration.ofSeconds(30), LEAST_BACKOFF, MAX_BACKOFF);
    if (backoff.compareTo(longest) > 0) {
      node.problem("maxBackoff", "is shorter than backoff");
      longest = backoff;
    }
    return new Attempts(max, backoff, longest, statuses(node, kind, WORTH_ASKING_AGAIN));
  }

  private static CircuitSpec circuit(ConfigNode node, Kind kind) {
    return new CircuitSpec(
        Math.toIntExact(node.integer("failures", 5, 1, MAX_FAILURES)),
        node.duration("open", Duration.ofSeconds(30), Duration.ofSeconds(1), MAX_OPEN),
        statuses(node, kind, DOWN));
  }

  private static Set<Integer> statuses(ConfigNode node, Kind kind, Set<Integer> fallback) {
    Set<Integer> possible = failures(kind);
    if (!node.keys().contains("statuses")) {
      return fallback.stream().filter(possible::contains).collect(Collectors.toSet());
    }
    Set<Integer> statuses = new HashSet<>();
    for (String text : node.texts("statuses")) {
      Optional<Integer> status =
          possible.stream().filter(each -> text.equals(Integer.toString(each))).findAny();
      status.ifPresentOrElse(statuses::add, () -> node.problem("statuses", problem(kind)));
    }
    return statuses;
  }

  /** What a target may answer that is no success. */
  private static Set<Integer> failures(Kind kind) {
    return switch (kind) {
      case Kind.Http(var spec) -> {
        Set<Integer> statuses = IntStream.range(200, 600).boxed().collect(Collectors.toSet());
        statuses.removeAll(List.copyOf(spec.answers().success()));
        yield statuses;
      }
      case Kind.Program _, Kind.Java _, Kind.Ssh _ ->
          IntStream.range(1, 126).boxed().collect(Collectors.toSet());
      case Kind.Sql _, Kind.Kafka _ -> Set.of();
    };
  }

  private static String problem(Kind kind) {
    return switch (kind) {
      case Kind.Http _ -> "must list HTTP statuses from 200 to 599 that are not in success";
      case Kind.Program _, Kind.Java _, Kind.Ssh _ -> "must list exit statuses from 1 to 125";
      case Kind.Sql _, Kind.Kafka _ -> "this target answers no status; take it away";
    };
  }
}
