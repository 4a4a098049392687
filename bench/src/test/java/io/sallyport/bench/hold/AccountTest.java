package io.sallyport.bench.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.bench.kill.Kills;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of one hold is found, and a sound one has none. */
class AccountTest {
  private static final long DEADLINE = 100_000;
  private static final Ending.Vote ANNA = new Ending.Vote("anna", "approve", "a");
  private static final Ending.Vote BEN = new Ending.Vote("ben", "approve", "b");
  private static final Ending.Vote NO = new Ending.Vote("cara", "deny", "c");

  private final Account account = new Account();
  private List<Kills.Outage> outages = List.of();

  /** A hold that was opened, and closed. */
  AccountTest() {
    account.records = 1;
    account.closed = 1;
    account.openings.add("gate-0/1");
    account.opening = "gate-0/1";
    account.deadline = DEADLINE;
  }

  private void end(String result, long at, Ending.Vote... votes) {
    String receipt = "holds-0/" + account.endings.size();
    account.endings.add(new Ending(receipt, "gate-0/1", result, List.of(votes), at, false));
  }

  private List<HoldFault> faults() {
    List<HoldFault> faults = new ArrayList<>();
    account.judge(new Clock(outages), faults::add);
    return faults;
  }

  @Test
  void takesEachSoundEnding() {
    account.said(ANNA, 1000);
    end("EXPIRED", DEADLINE + 2000, ANNA);
    assertThat(faults()).isEmpty();

    account.endings.clear();
    account.said(BEN, 2000);
    account.sealed.add(Set.of("a", "b"));
    end("ALLOWED", 2001, ANNA, BEN);
    assertThat(faults()).isEmpty();

    account.endings.clear();
    account.sealed.clear();
    account.said(NO, 3000);
    end("DENIED", 3001, ANNA, BEN, NO);
    assertThat(faults()).isEmpty();
  }

  @Test
  void findsWhatEndedTwiceOrNever() {
    assertThat(faults()).containsExactly(HoldFault.FORGOTTEN);
    end("EXPIRED", DEADLINE);
    end("EXPIRED", DEADLINE);
    assertThat(faults()).containsExactly(HoldFault.ENDED_TWICE);
  }

  @Test
  void findsWhatIsHeldOrClosedOtherwiseThanOnce() {
    end("EXPIRED", DEADLINE);
    account.closed = 2;
    account.records = 2;
    account.openings.add("gate-0/2");
    assertThat(faults()).containsExactly(HoldFault.HELD_TWICE, HoldFault.CLOSED_WRONG);

    account.records = 0;
    assertThat(faults()).containsExactly(HoldFault.HELD_WITHOUT_RECEIPT, HoldFault.CLOSED_WRONG);
  }

  @Test
  void findsAPersonWhoCountsTwice() {
    account.said(ANNA, 1000);
    account.sealed.add(Set.of("a"));
    end("ALLOWED", 2000, ANNA, ANNA);

    assertThat(faults()).containsExactly(HoldFault.COUNTED_TWICE, HoldFault.SEALED_WRONG);
  }

  @Test
  void findsWhatNobodySaid() {
    account.said(ANNA, 1000);
    account.sealed.add(Set.of("a", "b"));
    end("ALLOWED", 2000, ANNA, BEN);

    assertThat(faults()).containsExactly(HoldFault.COUNTED_WRONG);
  }

  @Test
  void findsWhatWasForgotten() {
    account.said(ANNA, 1000);
    account.said(BEN, DEADLINE - 4999);
    end("EXPIRED", DEADLINE, BEN);

    assertThat(faults()).containsExactly(HoldFault.VERDICT_FORGOTTEN);
  }

  @Test
  void asksForNothingBehindADenial() {
    account.said(NO, 1000);
    account.said(ANNA, 1001);
    end("DENIED", 10_000, NO);
    assertThat(faults()).isEmpty();

    account.said(BEN, 999);
    assertThat(faults()).containsExactly(HoldFault.VERDICT_FORGOTTEN);
  }

  @Test
  void findsAnotherEndingThanThatOfTheVerdicts() {
    account.said(ANNA, 1000);
    account.said(BEN, DEADLINE - 5000);
    end("EXPIRED", DEADLINE, ANNA, BEN);
    assertThat(faults()).containsExactly(HoldFault.ENDED_WRONG);

    account.endings.clear();
    end("DENIED", DEADLINE - 1, ANNA, BEN);
    assertThat(faults()).containsExactly(HoldFault.ENDED_WRONG);
  }

  @Test
  void findsWhatIsSealedWithoutEnough() {
    account.sealed.add(Set.of());
    end("EXPIRED", DEADLINE);

    assertThat(faults()).containsExactly(HoldFault.SEALED_WRONG);
  }

  @ParameterizedTest
  @CsvSource({"99999,TOO_EARLY", "102001,TOO_LATE"})
  void findsADeadlineThatIsNotKept(long at, HoldFault fault) {
    end("EXPIRED", at);

    assertThat(faults()).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource({"112000,", "112001,TOO_LATE"})
  void countsFromRecovery(long at, HoldFault fault) {
    outages =
        List.of(new Kills.Outage(Instant.ofEpochMilli(101_000), Instant.ofEpochMilli(110_000)));
    end("EXPIRED", at);

    assertThat(faults()).isEqualTo(fault == null ? List.of() : List.of(fault));
  }

  @Test
  void forgivesWhatNobodyCouldRead() {
    outages =
        List.of(new Kills.Outage(Instant.ofEpochMilli(90_000), Instant.ofEpochMilli(104_000)));
    account.said(ANNA, 85_001);
    end("EXPIRED", 105_000);
    assertThat(faults()).isEmpty();

    account.said(BEN, 84_999);
    assertThat(faults()).containsExactly(HoldFault.VERDICT_FORGOTTEN);
  }
}
