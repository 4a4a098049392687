package io.sallyport.executor.ledger;

import static io.sallyport.executor.ledger.Tasks.LIMITS;
import static io.sallyport.executor.ledger.Tasks.NOW;
import static io.sallyport.executor.ledger.Tasks.task;
import static io.sallyport.executor.ledger.Tasks.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A type whose target is down waits in its keys, and nothing else does. */
class ClaimingTest {
  private final PartitionLedger ledger = new PartitionLedger(LIMITS, 0);
  private final Map<String, Instant> down = new HashMap<>();
  private final List<Long> claimed = new ArrayList<>();
  private int admitted = Integer.MAX_VALUE;
  private int asked;
  private int nonces;

  /** Types are down until a time. */
  private final class Targets implements Claiming {
    @Override
    public String nonce() {
      return "n" + nonces++;
    }

    @Override
    public Optional<Instant> notBefore(String type, Instant now) {
      asked++;
      return claimed.size() >= admitted
          ? Optional.of(now.plusMillis(100))
          : Optional.ofNullable(down.get(type)).filter(now::isBefore);
    }

    @Override
    public void claimed(Claim claim) {
      claimed.add(claim.offset());
    }
  }

  @BeforeEach
  void begins() {
    ledger.begin(0, Set.of());
    down.put("x.Down", NOW.plusSeconds(30));
  }

  @Test
  void claimsNothingOfWhatIsDownAndAllOfTheRest() {
    ledger.arrive(typed("x.Down", task(0, "a")));
    ledger.arrive(typed("x.Down", task(1, "b")));
    ledger.arrive(task(2, "c"));

    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(2L);
    assertThat(claimed).containsExactly(2L);
  }

  @Test
  void claimsItWhenItIsUpAgain() {
    ledger.arrive(typed("x.Down", task(0, "a")));
    assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    assertThat(ledger.plan(NOW.plusSeconds(30).minusMillis(1), 9, new Targets())).isEmpty();

    assertThat(turn(NOW.plusSeconds(30)).starts()).hasSize(1);
  }

  @Test
  void endsWhatExpiresMeanwhile() {
    down.put("x.Down", Tasks.EXPIRES.plusSeconds(3600));
    ledger.arrive(typed("x.Down", task(0, "a")));
    assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();

    Turn turn = turn(Tasks.EXPIRES.plus(LIMITS.skew()));

    assertThat(((Outcome) turn.steps().getFirst().record()).result())
        .isEqualTo(OutcomeResult.EXPIRED);
    assertThat(ledger.lowest()).isEqualTo(1);
  }

  @Test
  void whatComesLaterOfTheKeyDoesNotOvertake() {
    ledger.arrive(typed("x.Down", task(0, "a")));
    assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    ledger.arrive(task(1, "a"));

    assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    assertThat(turn(NOW.plusSeconds(30)).starts()).extracting(Claim::offset).containsExactly(0L);
  }

  @Test
  void postponedActionWaitsForItsTargetToo() {
    Task task = typed("x.Down", task(0, "a"));
    down.clear();
    ledger.arrive(task);
    ledger.finish(turn(NOW).starts().getFirst(), Tasks.failed(task, Duration.ofSeconds(1)), NOW);
    turn(NOW);
    down.put("x.Down", NOW.plusSeconds(30));

    assertThat(ledger.plan(NOW.plusSeconds(1), 9, new Targets())).isEmpty();
    assertThat(turn(NOW.plusSeconds(30)).starts()).hasSize(1);
  }

  @Test
  void postponedActionEndsAtItsTimeThoughItsTargetIsDown() {
    Task task = typed("x.Down", task(0, "a"));
    down.clear();
    ledger.arrive(task);
    ledger.finish(turn(NOW).starts().getFirst(), Tasks.failed(task, Duration.ofSeconds(1)), NOW);
    turn(NOW);
    down.put("x.Down", Tasks.EXPIRES.plusSeconds(3600));
    assertThat(ledger.plan(NOW.plusSeconds(1), 9, new Targets())).isEmpty();

    assertThat(((Outcome) turn(Tasks.EXPIRES).steps().getFirst().record()).result())
        .isEqualTo(OutcomeResult.FAILED);
  }

  /** Each slot that is freed has its turn at once, long before any other look at the retry. */
  @Test
  void retryIsNotStarvedByWhatWaitsForTheSameSlot() {
    postponedBehindOthers();

    admitted = 3;
    assertThat(turn(NOW.plusSeconds(1).plusMillis(1)).starts())
        .extracting(Claim::offset, Claim::attempt)
        .containsExactly(tuple(0L, 2));
    admitted = 4;
    assertThat(turn(NOW.plusSeconds(1).plusMillis(2)).starts())
        .extracting(Claim::offset)
        .containsExactly(2L);
  }

  @Test
  void retryThatWaitedForSlotHasItsNextPauseAllTheSame() {
    postponedBehindOthers();
    admitted = 3;
    Instant second = NOW.plusSeconds(1).plusMillis(1);
    Claim claim = turn(second).starts().getFirst();
    ledger.finish(claim, Tasks.failed(task(0, "key0"), Duration.ofSeconds(1)), second);
    turn(second);

    admitted = 99;
    assertThat(turn(second).starts()).extracting(Claim::offset).containsExactly(2L, 3L);
    assertThat(ledger.plan(second.plusMillis(999), 9, new Targets())).isEmpty();
    assertThat(turn(second.plusMillis(1000)).starts())
        .extracting(Claim::offset)
        .containsExactly(0L);
  }

  /** The slot's first action may be tried again after a second; three others wait for it. */
  private void postponedBehindOthers() {
    admitted = 1;
    for (int i = 0; i < 4; i++) {
      ledger.arrive(task(i, "key" + i));
    }
    Claim first = turn(NOW).starts().getFirst();
    ledger.finish(first, Tasks.failed(task(0, "key0"), Duration.ofSeconds(1)), NOW);
    turn(NOW);
    admitted = 2;
    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(1L);
    assertThat(ledger.plan(NOW.plusSeconds(1), 9, new Targets())).isEmpty();
  }

  @Test
  void inheritedClaimIsRepeatedWhenItsTargetIsUp() {
    Task task = Tasks.idempotent(typed("x.Down", task(0, "a")));
    PartitionLedger next = new PartitionLedger(LIMITS, 0);
    next.replay(0, Tasks.claim(task, 1, "former"), NOW);
    next.begin(1, Set.of());
    next.arrive(task);
    down.put("x.Down", NOW.plusSeconds(90));

    assertThat(next.plan(NOW.plusSeconds(60), 9, new Targets())).isEmpty();
    assertThat(next.plan(NOW.plusSeconds(90), 9, new Targets()).orElseThrow().starts()).hasSize(1);
  }

  /** Thousands may wait; they are asked for together. */
  @Test
  void asksOnceInEachTurnForAllThatWait() {
    for (int i = 0; i < LIMITS.window(); i++) {
      ledger.arrive(typed("x.Down", task(i, "key" + i)));
    }
    for (int round = 0; round < 50; round++) {
      assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    }

    assertThat(asked).isEqualTo(50);
  }

  /** Not after a pause: what a slot costs is no time. */
  @Test
  void claimsTheLowestAtOnceWhenOneMayStart() {
    for (int i = 0; i < 3; i++) {
      ledger.arrive(typed("x.Down", task(i, "key" + i)));
    }
    assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    down.clear();
    admitted = 1;

    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(0L);
    admitted = 2;
    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(1L);
    admitted = 9;
    assertThat(turn(NOW).starts()).extracting(Claim::offset).containsExactly(2L);
  }

  @Test
  void looksAtNoMoreOfThemThanMayStart() {
    for (int i = 0; i < 5; i++) {
      ledger.arrive(typed("x.Down", task(i, "key" + i)));
    }
    assertThat(ledger.plan(NOW, 2, new Targets())).isEmpty();
    down.clear();

    assertThat(turn(NOW, 2).starts()).extracting(Claim::offset).containsExactly(0L, 1L);
    assertThat(asked).isEqualTo(1 + 3);
    assertThat(turn(NOW, 2).starts()).extracting(Claim::offset).containsExactly(2L, 3L);
  }

  /** Held while there was room for its key: another type has taken it since. */
  @Test
  void whatHasNoRoomKeepsNothingElseOfItsTypeWaiting() {
    PartitionLedger narrow = new PartitionLedger(Tasks.withSequences(1), 0);
    narrow.begin(0, Set.of());
    Duration memory = Duration.ofMinutes(1);
    narrow.arrive(typed("x.Down", Tasks.sequenced(task(0, "a"), 1, memory)));
    narrow.arrive(typed("x.Down", task(1, "b")));
    narrow.arrive(Tasks.sequenced(task(2, "c"), 1, memory));
    assertThat(turn(narrow, NOW, 1).starts()).extracting(Claim::offset).containsExactly(2L);
    down.clear();

    assertThat(narrow.plan(NOW, 1, new Targets())).isEmpty();
    assertThat(turn(narrow, NOW, 1).starts()).extracting(Claim::offset).containsExactly(1L);
    assertThat(turn(narrow, NOW.plus(memory).plusSeconds(60), 1).starts())
        .extracting(Claim::offset)
        .containsExactly(0L);
  }

  @Test
  void endsWhatExpiresThoughItWasOfferedAndRefusedAgain() {
    admitted = 0;
    ledger.arrive(typed("x.Down", task(0, "a")));
    ledger.arrive(typed("x.Down", task(1, "b")));
    down.clear();
    for (int round = 0; round < 3; round++) {
      assertThat(ledger.plan(NOW, 9, new Targets())).isEmpty();
    }

    Turn turn = turn(Tasks.EXPIRES.plus(LIMITS.skew()));

    assertThat(turn.steps()).hasSize(2);
    assertThat(ledger.lowest()).isEqualTo(2);
  }

  private Turn turn(Instant now) {
    return turn(now, 9);
  }

  private Turn turn(Instant now, int free) {
    return turn(ledger, now, free);
  }

  private Turn turn(PartitionLedger from, Instant now, int free) {
    Turn turn = from.plan(now, free, new Targets()).orElseThrow();
    from.committed(1000);
    return turn;
  }
}
