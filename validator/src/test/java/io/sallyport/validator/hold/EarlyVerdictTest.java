package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.HoldLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts that come before the action that they are about. */
class EarlyVerdictTest {
  private static final int MOST = HoldLimits.DEFAULTS.perPerson();

  @TempDir private Path directory;
  private Room room;

  @BeforeEach
  void open() {
    Bundle bundle = People.read(People.gated(directory));
    room = new Room(bundle);
  }

  @Test
  void waitForTheAction() {
    Held held = room.push("a");
    room.say("anna", held, Word.APPROVE);
    room.say("ben", held, Word.APPROVE);
    assertThat(room.verdicts()).containsExactly("waiting", "waiting");

    room.open(held);

    assertThat(room.sealed()).hasSize(1);
    assertThat(room.remembered()).isZero();
  }

  @Test
  void countBesidesThoseThatComeInTime() {
    Held held = room.push("a");
    room.say("anna", held, Word.APPROVE);
    room.open(held);

    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void denyToo() {
    Held held = room.push("a");
    room.say("anna", held, Word.DENY);

    room.open(held);

    assertThat(room.ended()).hasSize(1);
    assertThat(room.remembered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  void waitNoLongerThanTheyMay(int millis) {
    Held held = room.push("a");
    room.say("anna", held, Word.APPROVE);
    room.now = room.now.plus(HoldLimits.DEFAULTS.early()).plusMillis(millis);

    room.tick();

    assertThat(room.remembered()).isEqualTo(millis < 0 ? 3 : 0);
  }

  @Test
  void areNoMoreOfAPersonThanMayBe() {
    Held held = room.push("a");
    for (int i = 0; i < MOST; i++) {
      room.cast(id(i), People.verdict("anna", held, Word.APPROVE, room.now));
    }

    room.cast(id(MOST), People.verdict("anna", held, Word.APPROVE, room.now));
    room.cast(id(MOST), People.verdict("ben", held, Word.APPROVE, room.now));

    assertThat(room.verdicts().subList(MOST, MOST + 2)).containsExactly("verdicts-full", "waiting");
  }

  @Test
  void takeTheirOwnPlaceAgain() {
    Held held = room.push("a");
    Held other = room.push("b");
    room.cast(held.id().text(), People.verdict("anna", other, Word.APPROVE, room.now));
    room.now = room.now.plus(Duration.ofSeconds(1));
    room.say("anna", held, Word.APPROVE);
    assertThat(room.remembered()).isEqualTo(3);

    room.open(held);
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void ofNobodyAreNotRemembered() {
    Held held = room.push("a");

    room.cast(held.id().text(), "a.b.c");
    room.cast(held.id().text(), "x".repeat(1281));
    room.cast("x", People.verdict("anna", held, Word.APPROVE, room.now));

    assertThat(room.verdicts())
        .containsExactly("approver-unknown", "approval-invalid", "approval-invalid");
    assertThat(room.remembered()).isZero();
  }

  private static String id(int number) {
    return "A".repeat(38) + (10_000 + number);
  }
}
