package io.sallyport.executor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random owners read, claim, finish, fail, wait for a target and crash over one log of committed
 * turns. Whatever they do, each record ends once; an action of a type that is not idempotent starts
 * again only if the ledger says that it did not happen; one action runs per key at a time, in order
 * of arrival, and none after one that is newer by its sequence.
 */
class PartitionLedgerPropertyTest {
  private static final int RECORDS = 60;
  private static final int KEYS = 4;

  @Test
  void eachRecordEndsOnceAndEachActionIsPerformedOnce() {
    Seeded.forAll(
        60,
        random -> {
          World world = new World(random);
          for (int step = 0; step < 4000 && world.committedOffset < RECORDS; step++) {
            world.step();
          }
          world.settle();

          assertThat(world.ledger.lowest()).isEqualTo(RECORDS);
          assertThat(world.endings).hasSize(RECORDS);
        });
  }

  /** A log, one owner at a time, and the checks. */
  private static final class World {
    private final Random random;
    private final List<Task> trusted = new ArrayList<>();
    private final List<LedgerRecord> log = new ArrayList<>();
    private final Map<Long, LedgerRecord> endings = new HashMap<>();
    private final Map<Long, Integer> starts = new HashMap<>();
    private final Map<String, Claim> runningByKey = new HashMap<>();
    private final List<Claim> running = new ArrayList<>();
    private final Set<String> started = new HashSet<>();
    private final Map<ActionId, Long> performedAt = new HashMap<>();
    private final Map<ActionId, Long> claimedAt = new HashMap<>();
    private final Map<ActionId, OutcomeResult> firstEnding = new HashMap<>();
    private final Map<ActionId, Postponement> postponed = new HashMap<>();
    private final Map<ActionId, Integer> notDone = new HashMap<>();
    private final Map<String, Claim.Sequence> newest = new HashMap<>();
    private PartitionLedger ledger;
    private Optional<Turn> turn = Optional.empty();
    private long committedOffset;
    private long low;
    private long next;
    private long nonces;
    private Instant now = Tasks.NOW;
    private Instant planned = now;

    World(Random given) {
      random = given;
      for (int i = 0; i < RECORDS; i++) {
        String key = "key" + random.nextInt(KEYS);
        Task task = i % 5 == 3 ? Tasks.joined(i, key, 300) : Tasks.task(i, key);
        boolean copy = i > 0 && random.nextInt(4) == 0;
        Task chosen =
            copy ? Tasks.again(trusted.get(i - 1 - random.nextInt(Math.min(i, 4))), i) : task;
        Task ordered =
            i % 2 == 0
                ? Tasks.sequenced(chosen, i - random.nextInt(8), Duration.ofMinutes(2))
                : chosen;
        boolean claimed = ordered.manner() instanceof Task.Manner.Claimed;
        trusted.add(claimed && random.nextInt(3) == 0 ? Tasks.idempotent(ordered) : ordered);
      }
      ledger = new PartitionLedger(Tasks.LIMITS, 0);
      ledger.begin(0, Set.of());
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> read();
        case 3, 4, 5 -> plan(1 + random.nextInt(3));
        case 6, 7 -> commit();
        case 8, 9 -> finish();
        case 10 -> now = now.plusMillis(random.nextInt(random.nextInt(15) == 0 ? 400_000 : 4000));
        default -> crashSometimes();
      }
    }

    void settle() {
      for (int i = 0; i < 20 * RECORDS; i++) {
        read();
        plan(3);
        commit();
        finish();
        now = now.plusSeconds(3);
      }
    }

    /** A target that is away now and then. */
    private final class Away implements Claiming {
      @Override
      public String nonce() {
        return "n" + nonces++;
      }

      @Override
      public Optional<Instant> notBefore(String type, Instant at) {
        return random.nextInt(4) == 0
            ? Optional.of(at.plusMillis(1 + random.nextInt(5000)))
            : Optional.empty();
      }
    }

    private void read() {
      if (next >= RECORDS || !ledger.hasRoom(1)) {
        return;
      }
      Task task = trusted.get((int) next++);
      if (task.isExpired(now, Tasks.LIMITS.skew())) {
        ledger.expire(task, now);
      } else if (task.offset() % 13 == 5) {
        ledger.reject(new Rejection(task.offset(), Code.KEY_UNKNOWN, now), Tasks.DIGEST);
      } else {
        ledger.arrive(task);
      }
    }

    private void plan(int free) {
      if (turn.isEmpty()) {
        turn = ledger.plan(now, free, new Away());
        planned = now;
      }
    }

    private void commit() {
      if (turn.isEmpty()) {
        return;
      }
      write(turn.get());
      ledger.committed(log.size());
      for (Claim claim : turn.get().starts()) {
        start(claim);
      }
      turn = Optional.empty();
    }

    private void write(Turn committed) {
      assertThat(committed.lowest()).isGreaterThanOrEqualTo(committedOffset);
      assertThat(committed.joins().isEmpty() || committed.starts().isEmpty()).isTrue();
      for (Turn.Step.Join join : committed.joins()) {
        assertThat(performedAt.put(join.record().action(), join.record().offset())).isNull();
      }
      for (Turn.Step step : committed.steps()) {
        log.add(step.record());
        if (step.record() instanceof Claim claim) {
          claimedAt.put(claim.action().id(), claim.offset());
          assertInOrder(claim);
        } else if (step.record() instanceof Postponement record) {
          postponed.put(record.action(), record);
          if (record.result() == OutcomeResult.FAILED) {
            notDone.merge(record.action(), 1, Integer::sum);
          }
        } else {
          assertThat(endings.put(step.record().offset(), step.record())).isNull();
        }
        if (step.record() instanceof Outcome outcome) {
          assertFirst(outcome);
          runningByKey.values().removeIf(claim -> claim.action().id().equals(outcome.action()));
        }
      }
      committedOffset = committed.lowest();
      low = committed.low();
    }

    /** No pause is cut short, nothing is tried again late, nothing overtakes what is newer. */
    private void assertInOrder(Claim claim) {
      Postponement before = postponed.get(claim.action().id());
      if (claim.attempt() > 1 && before != null && before.attempt() == claim.attempt() - 1) {
        assertThat(planned).isAfterOrEqualTo(before.again()).isBefore(claim.expires());
        assertThat(claim.tried().doubtful()).isEqualTo(before.result() == OutcomeResult.IN_DOUBT);
      }
      claim
          .order()
          .sequence()
          .ifPresent(sequence -> {
            Claim.Sequence last = newest.put(claim.orderKey(), sequence);
            boolean passed =
                last != null && !planned.isAfter(last.until()) && sequence.value() <= last.value();
            assertThat(passed && claim.attempt() == 1).isFalse();
          });
    }

    /** What was performed, or may have been, never counts as one that came too late. */
    private void assertFirst(Outcome outcome) {
      OutcomeResult first = firstEnding.putIfAbsent(outcome.action(), outcome.result());
      boolean claimed = claimedAt.containsKey(outcome.action());
      boolean unclaimed =
          outcome.result() == OutcomeResult.EXPIRED || outcome.result() == OutcomeResult.SUPERSEDED;
      assertThat(first == null && claimed && unclaimed).isFalse();
      if (outcome.result() == OutcomeResult.SUPERSEDED) {
        Task task = trusted.get((int) outcome.offset());
        assertThat(task.order().sequence().orElseThrow().value())
            .isLessThanOrEqualTo(Objects.requireNonNull(newest.get(task.orderKey())).value());
      }
    }

    private void start(Claim claim) {
      Long before = performedAt.putIfAbsent(claim.action().id(), claim.offset());
      assertThat(before == null || before == claim.offset()).isTrue();
      Task task = trusted.get((int) claim.offset());
      starts.merge(claim.offset(), 1, Integer::sum);
      int certain = notDone.getOrDefault(claim.action().id(), 0);
      assertThat(starts.get(claim.offset()))
          .isLessThanOrEqualTo(task.idempotent() ? Tasks.LIMITS.attempts() : certain + 1);
      assertThat(started.add(claim.nonce())).isTrue();
      Claim held = runningByKey.put(claim.orderKey(), claim);
      assertThat(held == null || held.action().equals(claim.action())).isTrue();
      assertThat(firstUnfinished(claim.orderKey())).isEqualTo(claim.offset());
      running.add(claim);
    }

    private long firstUnfinished(String key) {
      return trusted.stream()
          .filter(task -> task.orderKey().equals(key) && !endings.containsKey(task.offset()))
          .filter(task -> task.offset() % 13 != 5)
          .min(Comparator.comparingLong(Task::offset))
          .orElseThrow()
          .offset();
    }

    private void finish() {
      if (running.isEmpty()) {
        return;
      }
      Claim claim = running.remove(random.nextInt(running.size()));
      ledger.finish(claim, ending(claim), now);
    }

    /** It fails now and then, and never says that nothing happened when something may have. */
    private Ending ending(Claim claim) {
      Task task = trusted.get((int) claim.offset());
      boolean again = claim.attempt() < Tasks.LIMITS.attempts();
      Duration pause = Duration.ofMillis(random.nextInt(20_000));
      int how = random.nextInt(4);
      if (how == 0 && again && !claim.tried().doubtful()) {
        return Tasks.failed(task, pause);
      }
      return how == 1 && again && task.idempotent()
          ? Tasks.doubtful(task, pause)
          : new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());
    }

    /** The owner dies, perhaps between a commit and its answer; another one reads the log. */
    private void crashSometimes() {
      if (random.nextInt(6) != 0) {
        return;
      }
      if (turn.isPresent() && random.nextBoolean()) {
        write(turn.get());
      }
      turn = Optional.empty();
      running.clear();
      next = committedOffset;
      ledger = new PartitionLedger(Tasks.LIMITS, committedOffset);
      for (int i = (int) low; i < log.size(); i++) {
        ledger.replay(i, log.get(i), now);
      }
      ledger.begin(log.size(), Set.of());
    }
  }
}
