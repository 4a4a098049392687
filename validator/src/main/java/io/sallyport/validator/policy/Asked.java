package io.sallyport.validator.policy;

import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whose approvals are asked for.
 *
 * @param quorums by group in ascending order, each group once; none where nobody is asked
 * @param statements ids of the statements that ask; none where only the action type does
 * @param deadline how long it waits, where a statement says so
 */
public record Asked(List<Quorum> quorums, List<String> statements, Optional<Duration> deadline) {
  /** The shortest time that may be waited for persons. */
  public static final Duration MIN_DEADLINE = Duration.ofSeconds(10);

  /** Nobody is asked. */
  public static final Asked NOBODY = new Asked(List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public Asked {
    quorums = List.copyOf(quorums);
    statements = List.copyOf(statements);
  }

  /**
   * Reads {@code group}, {@code threshold} and {@code deadline} of what asks; problems are noted
   * there.
   *
   * @param id of what asks
   */
  public static Optional<Asked> read(ConfigNode node, String id) {
    return StatementReader.quorum(node)
        .map(quorum -> new Asked(List.of(quorum), List.of(id), StatementReader.deadline(node)));
  }

  /** Whether nobody is asked. */
  public boolean isEmpty() {
    return quorums.isEmpty();
  }

  /** How many persons may have to approve. */
  public int persons() {
    return quorums.stream().mapToInt(Quorum::threshold).sum();
  }

  /** What both ask for: of one group the more persons, and the earlier deadline. */
  public Asked and(Asked other) {
    TreeMap<String, Integer> thresholds = new TreeMap<>();
    Stream.concat(quorums.stream(), other.quorums.stream())
        .forEach(quorum -> thresholds.merge(quorum.group(), quorum.threshold(), Math::max));
    List<Quorum> all = new ArrayList<>();
    thresholds.forEach((group, threshold) -> all.add(new Quorum(group, threshold)));
    Set<String> ids = new TreeSet<>(statements);
    ids.addAll(other.statements);
    Optional<Duration> earlier =
        Stream.of(deadline, other.deadline).flatMap(Optional::stream).min(Duration::compareTo);
    return new Asked(all, List.copyOf(ids), earlier);
  }
}
