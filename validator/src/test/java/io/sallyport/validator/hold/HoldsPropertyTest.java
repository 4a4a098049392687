package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.bundle.Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of chance: verdicts early, late, twice and copied, restarts, and time that passes. */
class HoldsPropertyTest {
  private static final List<String> COMMITS = List.of("a", "b", "c");
  private static final Set<String> MANAGERS = Set.of("anna", "ben", "cara");

  @TempDir private Path directory;

  /** A verdict, and the action that its person spoke of. */
  private record Said(ActionId id, String jws) {}

  /** An independent count of who has said what in time, from the history alone. */
  private static final class Books {
    private final Map<ActionId, Set<String>> approved = new HashMap<>();
    private final Set<ActionId> ended = new HashSet<>();
    private final List<Said> said = new ArrayList<>();
  }

  @Test
  void endsEachHoldOnceAndByAsManyPersonsAsAreAsked() {
    Bundle bundle = People.read(People.gated(directory));
    Seeded.forAll(
        60,
        random -> {
          Room room = new Room(bundle);
          Books books = new Books();
          List<Held> held = COMMITS.stream().map(room::open).toList();
          for (int step = 0; step < 25; step++) {
            step(random, room, held, books);
          }
          room.now = room.now.plus(Duration.ofHours(2));
          room.tick();

          assertThat(room.ended()).hasSize(COMMITS.size());
          assertThat(room.ended().stream().map(end -> end.action().id()).distinct())
              .hasSize(COMMITS.size());
          assertThat(room.remembered()).isZero();
          room.sealed().forEach(mandate -> assertThat(mandate.approvals()).hasSize(2));
        });
  }

  private static void step(Random random, Room room, List<Held> held, Books books) {
    Held one = held.get(random.nextInt(held.size()));
    switch (random.nextInt(10)) {
      case 0 -> room.restart();
      case 1 -> {
        room.now = room.now.plusSeconds(random.nextInt(300));
        room.tick();
      }
      case 2 -> {
        if (!isOver(room, one)) {
          room.open(one);
        }
      }
      case 3 -> copy(random, room, one.id(), books);
      default -> say(random, room, one, books);
    }
    endings(room, books);
  }

  private static boolean isOver(Room room, Held held) {
    return room.ended().stream().anyMatch(end -> end.action().id().equals(held.id()));
  }

  private static void say(Random random, Room room, Held held, Books books) {
    String person = People.NAMES.get(random.nextInt(People.NAMES.size()));
    boolean isInTime = held.hold().deadline().isAfter(room.now.plusSeconds(1));
    if (!isInTime) {
      return;
    }
    Word word = random.nextInt(12) == 0 ? Word.DENY : Word.APPROVE;
    if (word == Word.APPROVE && MANAGERS.contains(person)) {
      books.approved.computeIfAbsent(held.id(), _ -> new HashSet<>()).add(person);
    }
    String jws = People.verdict(person, held, word, room.now);
    books.said.add(new Said(held.id(), jws));
    room.cast(held.id().text(), jws);
  }

  /**
   * Somebody writes again what a person said, below another action that is held, was, or is none.
   */
  private static void copy(Random random, Room room, ActionId held, Books books) {
    if (books.said.isEmpty()) {
      return;
    }
    Said said = books.said.get(random.nextInt(books.said.size()));
    ActionId key = random.nextBoolean() ? held : new ActionId("A".repeat(43));
    if (!key.equals(said.id())) {
      assertThat(room.cast(key.text(), said.jws()).changes()).isEmpty();
    }
  }

  /** What is sealed had two persons; what had two and no denial before is sealed. */
  private static void endings(Room room, Books books) {
    for (var end : room.ended()) {
      if (books.ended.add(end.action().id())) {
        Set<String> approved = books.approved.getOrDefault(end.action().id(), Set.of());
        if (end.ending().result() == DecisionResult.ALLOWED) {
          assertThat(approved).hasSizeGreaterThanOrEqualTo(2);
          assertThat(room.sealed()).anyMatch(mandate -> mandate.id().equals(end.action().id()));
        } else {
          assertThat(approved).hasSizeLessThan(2);
          assertThat(room.sealed()).noneMatch(mandate -> mandate.id().equals(end.action().id()));
        }
      }
    }
  }
}
