package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.OutcomeResult;
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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whenever persons approve what they were asked about, all of it at once at the last moment or one
 * by one: no window of a quota's length ever holds more of what was sealed, by them or at once,
 * than the quota allows.
 */
class HeldQuotaPropertyTest {
  private static final int MAX = 3;
  private static final Duration PER = Duration.ofSeconds(60);
  private static final Duration LATE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final Map<Held, Output> open = new LinkedHashMap<>();
  private final Map<String, Output> ended = new LinkedHashMap<>();
  private final List<Instant> sealed = new ArrayList<>();
  private int approved;
  private int told;

  private Bundle bundle(String key) {
    Bundles.copy(directory);
    People.approvers(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        """
          quotas: [{id: q, key: %s, max: 3, per: 60s}]
          statements:
            - {id: ask, effect: stepUp, when: "action.commit.endsWith('a')", group: duty,
               threshold: 1, deadline: 5m}
        """
            .formatted(key)
            .stripTrailing());
    return Bundles.read(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "20261123, action.environment",
    "1, action.environment",
    "2, action.environment",
    "3, action.environment",
    "4, principal",
    "5, principal"
  })
  void neverSealsMoreThanTheQuotaInAnyWindow(long seed, String key) {
    Office office = new Office(bundle(key));
    Room room = new Room(Bundles.read(directory));
    Random random = new Random(seed);
    for (int i = 0; i < 600; i++) {
      office.now = office.now.plusMillis(random.nextInt(10_000));
      room.at(office.now);
      room.tick();
      step(office, room, random, i);
      hear(office, room);
      check();
    }
    assertThat(approved).as("persons let some pass").isGreaterThan(2 * MAX);
    assertThat(sealed.size()).as("and others nobody was asked about").isGreaterThan(approved);
  }

  private void step(Office office, Room room, Random random, int i) {
    switch (random.nextInt(12)) {
      case 0 -> office.restart();
      case 1 -> office.tick();
      case 2 -> say(room, random, Word.DENY);
      case 3 -> say(room, random, Word.APPROVE);
      case 4 -> burst(office, room);
      case 5 -> end(office, random);
      default -> push(office, room, random, i);
    }
  }

  private void push(Office office, Room room, Random random, int i) {
    String commit = Integer.toHexString(i) + (random.nextInt(3) == 0 ? "b" : "a");
    Output referred = office.refer("main", commit);
    Code code = office.decide(referred).ruling().code();
    if (code == Code.PERMITTED) {
      sealed.add(office.now);
      ended.put(commit, referred);
    } else if (code == Code.APPROVAL_NEEDED) {
      Held held = Office.held(office.written().getLast());
      room.open(held);
      open.put(held, referred);
    }
  }

  private void say(Room room, Random random, Word word) {
    List<Held> all = waiting(room);
    if (!all.isEmpty()) {
      say(room, all.get(random.nextInt(all.size())), word);
    }
  }

  private List<Held> waiting(Room room) {
    open.keySet().removeIf(held -> !room.now().plusSeconds(1).isBefore(held.hold().deadline()));
    return List.copyOf(open.keySet());
  }

  private void say(Room room, Held held, Word word) {
    int before = room.sealed().size();
    room.say("dora", held, word);
    Output referred = open.remove(held);
    if (room.sealed().size() > before) {
      sealed.add(room.now());
      approved++;
      ended.put(held.receipt(), referred);
    }
  }

  /** Persons who come back after a while approve all that waits. */
  private void burst(Office office, Room room) {
    List<Held> all = waiting(room);
    boolean isLate =
        all.stream().anyMatch(held -> held.hold().deadline().isBefore(office.now.plus(LATE)));
    if (isLate) {
      all.forEach(held -> say(room, held, Word.APPROVE));
    }
  }

  /** Their executor tried it, or failed to. */
  private void end(Office office, Random random) {
    if (!ended.isEmpty()) {
      List<Output> all = List.copyOf(ended.values());
      Output one = all.get(random.nextInt(all.size()));
      ended.values().remove(one);
      office.tell(one, random.nextBoolean() ? OutcomeResult.SUCCEEDED : OutcomeResult.FAILED);
    }
  }

  private void hear(Office office, Room room) {
    for (; told < room.told().size(); told++) {
      assertThat(office.hear(room.told().get(told))).isEqualTo("refunded");
    }
  }

  /** Each window that begins with an action. */
  private void check() {
    for (Instant first : sealed) {
      long window =
          sealed.stream()
              .filter(one -> !one.isBefore(first))
              .filter(one -> one.isBefore(first.plus(PER)))
              .count();
      assertThat(window).isLessThanOrEqualTo(MAX);
    }
  }
}
