package io.sallyport.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of one sender, and what is forgotten. */
class KnownTest {
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Alarm TYPE = new Alarm("t", new Alarm.FirstAction(0), new Alarm.Alert());
  private static final Alarm TARGET = new Alarm("v", new Alarm.NewTarget(0), new Alarm.Alert());
  private static final Alarm VOLUME =
      new Alarm("n", new Alarm.Volume(3, Duration.ofSeconds(10)), new Alarm.Alert());
  private static final Watch WATCH =
      new Watch("w", "s", new Watch.Bounds(2, 3, 2), List.of(TYPE, TARGET, VOLUME));
  private static final int STEPS = 2_000;

  private static Act act(int type, int target) {
    return new Act(
        new ActionId("%043d".formatted(type * 1_000 + target)),
        "cell",
        "com.example.T" + type,
        DeskKey.ofOrder("cell", "v" + target));
  }

  private static Known after(Known known, Act act) {
    return known.after(act, WATCH, NOW);
  }

  @Test
  void forgetsTheTypeThatWasLongestNotActedOf() {
    Known two = after(after(Known.nothing(WATCH), act(1, 0)), act(2, 0));
    Known refreshed = after(two, act(1, 0));

    Known three = after(refreshed, act(3, 0));

    assertThat(two.types()).as("as many as its bound").hasSize(2);
    assertThat(three.types()).containsExactly("com.example.T1", "com.example.T3");
    assertThat(three.unusual(act(2, 0), WATCH, NOW)).contains(TYPE);
    assertThat(three.unusual(act(1, 0), WATCH, NOW)).doesNotContain(TYPE);
  }

  @Test
  void forgetsTheTargetThatWasLongestNotActedOn() {
    Known known = Known.nothing(WATCH);
    for (int target = 0; target < 3; target++) {
      known = after(known, act(1, target));
    }
    assertThat(known.unusual(act(1, 0), WATCH, NOW)).doesNotContain(TARGET);

    Known more = after(known, act(1, 3));

    assertThat(more.unusual(act(1, 0), WATCH, NOW)).contains(TARGET);
    assertThat(more.unusual(act(1, 1), WATCH, NOW)).doesNotContain(TARGET);
  }

  @Test
  void forgetsTheOldestThatPersonsWereAskedAbout() {
    Known known = Known.nothing(WATCH);
    for (int i = 1; i <= 3; i++) {
      known = known.asked(new Known.Waiting(act(i, i), "desk-0/" + i), WATCH, NOW);
    }

    assertThat(known.waiting())
        .extracting(Known.Waiting::receipt)
        .containsExactly("desk-0/2", "desk-0/3");
  }

  @Test
  void nothingIsNewBeforeSoManyAreKnown() {
    Alarm late = new Alarm("l", new Alarm.FirstAction(1), new Alarm.Alert());
    Watch watch = new Watch("w", "s", Watch.Bounds.DEFAULTS, List.of(late));
    Known nothing = Known.nothing(watch);

    assertThat(nothing.unusual(act(1, 0), watch, NOW)).isEmpty();
    assertThat(nothing.after(act(1, 0), watch, NOW).unusual(act(2, 0), watch, NOW))
        .containsExactly(late);
  }

  /** Whatever comes: what is not flagged was acted on before, and memory keeps its bounds. */
  @ParameterizedTest
  @ValueSource(longs = {20261123, 1, 2, 3, 4, 5})
  void flagsAllThatItDoesNotRemember(long seed) {
    Random random = new Random(seed);
    Known known = Known.nothing(WATCH);
    List<Act> acts = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    Instant now = NOW;
    int unflagged = 0;
    for (int i = 0; i < STEPS; i++) {
      now = now.plusMillis(random.nextInt(6_000));
      Act act = act(random.nextInt(4), random.nextInt(6));
      List<Alarm> unusual = known.unusual(act, WATCH, now);
      Instant from = now.minusSeconds(10);
      assertThat(unusual.contains(VOLUME))
          .isEqualTo(times.stream().filter(at -> at.isAfter(from)).count() >= 3);
      if (!unusual.contains(TYPE)) {
        assertThat(acts).extracting(Act::type).contains(act.type());
        unflagged++;
      }
      if (!unusual.contains(TARGET)) {
        assertThat(acts).extracting(Act::target).contains(act.target());
      }
      known = KnownCodec.read(KnownCodec.write(known.after(act, WATCH, now))).orElseThrow();
      acts.add(act);
      times.add(now);
      assertThat(known.types()).hasSizeLessThanOrEqualTo(2);
      assertThat(known.targets()).hasSizeLessThanOrEqualTo(3);
      assertThat(known.acted()).hasSizeLessThanOrEqualTo(3);
    }
    assertThat(unflagged).as("some was known").isPositive();
  }

  @Test
  void isReadAsItWasWrittenAndNothingElse() {
    Known known =
        after(Known.nothing(WATCH), act(1, 1))
            .asked(new Known.Waiting(act(2, 2), "desk-0/7"), WATCH, NOW)
            .stopped(TARGET, new Alarm.Stop(Duration.ofHours(1)), NOW);
    byte[] bytes = KnownCodec.write(known);

    assertThat(KnownCodec.read(bytes)).contains(known);
    assertThat(known.stoppedAt(NOW.plusSeconds(3_599))).isPresent();
    assertThat(known.stoppedAt(NOW.plusSeconds(3_600))).isEmpty();
    bytes[bytes.length - 1] = '!';
    assertThat(KnownCodec.read(bytes)).isEqualTo(Optional.empty());
  }

  /** All that may be remembered at most fits a record of the changelog. */
  @Test
  void mostThatItRemembersIsSmall() {
    Watch most =
        new Watch(
            "w",
            "s",
            new Watch.Bounds(1_000, 1_000, 100),
            List.of(
                new Alarm("n", new Alarm.Volume(10_000, Duration.ofDays(7)), new Alarm.Alert())));
    Known known = Known.nothing(most);
    for (int i = 0; i < 10_001; i++) {
      known = known.after(act(i % 1_001, i % 1_001), most, NOW);
    }
    for (int i = 0; i < 101; i++) {
      known = known.asked(new Known.Waiting(act(2_000 + i, i), "desk-0/" + i), most, NOW);
    }

    byte[] bytes = KnownCodec.write(known);

    assertThat(bytes.length).isLessThan(400_000);
    assertThat(KnownCodec.read(bytes)).contains(known);
  }
}
