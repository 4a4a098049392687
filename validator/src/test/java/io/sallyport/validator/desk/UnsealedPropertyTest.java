package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.hold.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever persons say or leave unsaid, whatever is told twice, late or in another order, with
 * restarts between: what counts is what was held or sealed and not given back, each once, and never
 * more than the quota allows.
 */
class UnsealedPropertyTest {
  private static final int MAX = 3;
  private static final int ENTRIES_OF_A_CHARGE = 3;
  private static final Duration PER = Duration.ofHours(1);

  @TempDir private Path directory;
  private final Map<String, Counts> counting = new LinkedHashMap<>();
  private final List<Output> told = new ArrayList<>();
  private int refunds;

  /** What the history alone says that counts, from when at the latest. */
  private record Counts(Held held, Output referred, Instant at) {
    Counts tried(Instant now) {
      return new Counts(held, referred, now.isBefore(at) ? now : at);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {20261122, 1, 2, 3})
  void countsWhatIsNotGivenBackAndEachOnce(long seed) {
    Office office = new Office(bundle());
    Room room = new Room(Bundles.read(directory));
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      office.now = office.now.plusMillis(random.nextInt(20_000));
      room.at(office.now);
      step(office, room, random, i);
      counting.values().removeIf(each -> !office.now.isBefore(each.at().plus(PER.plusMinutes(1))));
      office.tick();

      assertThat(office.kept()).as("step " + i).hasSize(ENTRIES_OF_A_CHARGE * counting.size());
      long window =
          counting.values().stream()
              .filter(each -> office.now.isBefore(each.at().plus(PER)))
              .count();
      assertThat(window).isLessThanOrEqualTo(MAX);
    }
    assertThat(refunds).as("some were given back").isGreaterThan(MAX);
    assertThat(told.stream().map(UnsealedPropertyTest::decision))
        .as("each that was not sealed was told once, and nothing else")
        .containsExactlyElementsOf(room.unsealed());
  }

  private Bundle bundle() {
    Bundles.copy(directory);
    People.approvers(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        """
          quotas: [{id: q, key: action.environment, max: 3, per: 1h}]
          statements:
            - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1, deadline: 2m}
        """
            .stripTrailing());
    return Bundles.read(directory);
  }

  private void step(Office office, Room room, Random random, int i) {
    switch (random.nextInt(8)) {
      case 0 -> office.restart();
      case 1 -> room.restart();
      case 2 -> room.tick();
      case 3, 4 -> say(room, random);
      case 5 -> hear(office, room, random);
      case 6 -> end(office, random);
      default -> push(office, room, i);
    }
    hear(office, room, random);
  }

  private void push(Office office, Room room, int i) {
    Output referred = office.refer("main", Integer.toHexString(i));
    if (office.decide(referred).ruling().code() == Code.APPROVAL_NEEDED) {
      Held held = Office.held(office.written().getLast());
      counting.put(held.receipt(), new Counts(held, referred, held.hold().deadline()));
      room.open(held);
    }
  }

  private void say(Room room, Random random) {
    Instant soon = room.now().plusSeconds(1);
    List<Held> open =
        counting.values().stream()
            .map(Counts::held)
            .filter(each -> soon.isBefore(each.hold().deadline()))
            .toList();
    if (!open.isEmpty()) {
      Held held = open.get(random.nextInt(open.size()));
      room.say("dora", held, random.nextInt(3) == 0 ? Word.APPROVE : Word.DENY);
    }
  }

  private Counts one(Random random) {
    return List.copyOf(counting.values()).get(random.nextInt(counting.size()));
  }

  /** Any of what the holds have ever told, most of it again. */
  private void hear(Office office, Room room, Random random) {
    room.told().stream().skip(told.size()).forEach(told::add);
    if (told.isEmpty()) {
      return;
    }
    Output one = told.get(random.nextInt(told.size()));
    String decision = decision(one);
    boolean isCounted = counting.remove(decision) != null;
    assertThat(office.hear(one)).isEqualTo(isCounted ? "refunded" : "over");
    refunds += isCounted ? 1 : 0;
  }

  private static String decision(Output told) {
    ReceiptBody.HoldEnded ended = (ReceiptBody.HoldEnded) Office.body(Office.receipt(told));
    return ended.ending().decision();
  }

  private void end(Office office, Random random) {
    if (!counting.isEmpty()) {
      Counts one = one(random);
      OutcomeResult[] all = OutcomeResult.values();
      if (office.tell(one.referred(), all[random.nextInt(all.length)]).equals("refunded")) {
        counting.remove(one.held().receipt());
      } else {
        counting.put(one.held().receipt(), one.tried(office.now));
      }
    }
  }
}
