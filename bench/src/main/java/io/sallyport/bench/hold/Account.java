package io.sallyport.bench.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is known of one hold, and what is wrong with it. Owned by one thread. */
final class Account {
  private static final long LATE = Duration.ofSeconds(2).toMillis();
  private static final int NEEDED = 2;

  final Set<String> openings = new HashSet<>();
  final List<Ending> endings = new ArrayList<>();
  final List<Set<String>> sealed = new ArrayList<>();
  int records;
  int closed;
  String opening = "";
  long deadline;
  private final Map<Ending.Vote, Long> said = new HashMap<>();

  /** What an approver said and may say, the first time that it was appended. */
  void said(Ending.Vote vote, long at) {
    said.merge(vote, at, Math::min);
  }

  /** Tells of each fault. */
  void judge(Clock clock, Consumer<HoldFault> faults) {
    lie(faults);
    if (endings.size() != 1) {
      faults.accept(endings.isEmpty() ? HoldFault.FORGOTTEN : HoldFault.ENDED_TWICE);
      return;
    }
    Ending ending = endings.getFirst();
    if (!openings.contains(ending.opening()) || !opening.equals(ending.opening())) {
      faults.accept(HoldFault.HELD_WITHOUT_RECEIPT);
    }
    count(ending, faults);
    remember(ending, clock, faults);
    time(ending, clock, faults);
  }

  /** One record, one receipt that holds it, one tombstone. */
  private void lie(Consumer<HoldFault> faults) {
    if (records != 1 || openings.size() != 1) {
      faults.accept(
          records == 0 || openings.isEmpty()
              ? HoldFault.HELD_WITHOUT_RECEIPT
              : HoldFault.HELD_TWICE);
    }
    if (closed != 1) {
      faults.accept(HoldFault.CLOSED_WRONG);
    }
  }

  /** Each person once, and nothing that was not said. */
  private void count(Ending ending, Consumer<HoldFault> faults) {
    if (ending.persons().size() != ending.votes().size()) {
      faults.accept(HoldFault.COUNTED_TWICE);
    }
    boolean isSaid =
        ending.votes().stream()
            .allMatch(vote -> said.getOrDefault(vote, Long.MAX_VALUE) <= ending.at());
    if (!isSaid) {
      faults.accept(HoldFault.COUNTED_WRONG);
    }
    Set<String> digests =
        ending.votes().stream().map(Ending.Vote::digest).collect(Collectors.toSet());
    boolean isRight =
        ending.isSealed()
            ? sealed.equals(List.of(digests)) && digests.size() == NEEDED
            : sealed.isEmpty();
    if (!isRight) {
      faults.accept(HoldFault.SEALED_WRONG);
    }
  }

  /** Nothing left out that was there long enough, and the ending that follows from it. */
  private void remember(Ending ending, Clock clock, Consumer<HoldFault> faults) {
    Set<String> approved = sure("approve", ending, clock);
    Set<String> denied = sure("deny", ending, clock);
    if (!ending.isSealed() && !ending.persons().containsAll(approved)) {
      faults.accept(HoldFault.VERDICT_FORGOTTEN);
    }
    boolean isDenial = ending.votes().stream().anyMatch(vote -> vote.word().equals("deny"));
    boolean isRight =
        switch (ending.result()) {
          case "ALLOWED" -> denied.isEmpty() && !isDenial;
          case "DENIED" -> isDenial;
          case "EXPIRED" -> denied.isEmpty() && approved.size() < NEEDED && !isDenial;
          default -> false;
        };
    if (!isRight) {
      faults.accept(HoldFault.ENDED_WRONG);
    }
  }

  /** Whose word was there so long before the end that it has to be known. */
  private Set<String> sure(String word, Ending ending, Clock clock) {
    long end = Math.min(ending.at(), deadline);
    long denied = ending.votes().stream().mapToLong(this::denied).min().orElse(Long.MAX_VALUE);
    return said.entrySet().stream()
        .filter(each -> each.getKey().word().equals(word))
        .filter(each -> each.getValue() < denied && clock.read(each.getValue()) <= end)
        .map(each -> each.getKey().person())
        .collect(Collectors.toSet());
  }

  /** When what ended it was said, behind which nothing counts. */
  private long denied(Ending.Vote vote) {
    boolean isDenial = vote.word().equals("deny");
    return isDenial ? said.getOrDefault(vote, Long.MAX_VALUE) : Long.MAX_VALUE;
  }

  private void time(Ending ending, Clock clock, Consumer<HoldFault> faults) {
    if (ending.isExpired() && ending.at() < deadline) {
      faults.accept(HoldFault.TOO_EARLY);
    }
    if (late(ending, clock) > LATE) {
      faults.accept(HoldFault.TOO_LATE);
    }
  }

  /** What happened, in milliseconds from the deadline on. */
  String story() {
    StringBuilder story = new StringBuilder();
    said.forEach((vote, at) ->
        story.append(vote.person() + " " + vote.word() + " " + (at - deadline) + ", "));
    endings.forEach(ending ->
        story.append(ending.result() + " " + ending.persons() + " " + (ending.at() - deadline)));
    return story.toString();
  }

  /** Milliseconds between when it had to end at the latest and when it did. */
  long late(Ending ending, Clock clock) {
    return ending.at() - clock.due(deadline);
  }
}
