package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.approval.VerdictCodec;
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
    for (int i = 0; i < MOST; i++) {
      room.say("anna", room.push("%04x".formatted(i)), Word.APPROVE);
    }
    assertThat(room.verdicts()).hasSize(MOST).containsOnly("waiting");
    Held oneMore = room.push("%04x".formatted(MOST));

    room.say("anna", oneMore, Word.APPROVE);
    room.say("ben", oneMore, Word.APPROVE);

    assertThat(room.verdicts().subList(MOST, MOST + 2)).containsExactly("verdicts-full", "waiting");
  }

  /** Whoever may write there copies what a person said, and takes none of that person's places. */
  @Test
  void waitForNothingButTheActionThatTheyName() {
    Held held = room.push("a");
    String said = People.verdict("anna", held, Word.APPROVE, room.now);
    for (int i = 0; i < MOST; i++) {
      room.cast(id(i), said);
    }
    assertThat(room.verdicts()).hasSize(MOST).containsOnly("approval-mismatch");
    assertThat(room.remembered()).isZero();

    room.cast(held.id().text(), said);
    room.open(held);
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void waitNowhereButAtTheirKeysPartition() {
    Held held = room.push("a");

    room.cast(1, held.id().text(), People.verdict("anna", held, Word.APPROVE, room.now));

    assertThat(room.verdicts()).containsExactly("approval-misplaced");
    assertThat(room.remembered()).isZero();
  }

  /** Its statement says which action it is on, and is known once that is held. */
  @Test
  void ofBeforeCountOnWhatIsHeldAndWaitForNothing() {
    Held held = room.push("a");
    room.cast(held.id().text(), People.unnamed("anna", held, room.now));
    assertThat(room.verdicts()).containsExactly("approval-mismatch");
    assertThat(room.remembered()).isZero();
    room.open(held);

    room.cast(held.id().text(), People.unnamed("anna", held, room.now));
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void takeTheirOwnPlaceAgain() {
    Held held = room.push("a");
    room.say("anna", held, Word.DENY);
    room.now = room.now.plus(Duration.ofSeconds(1));
    room.say("anna", held, Word.APPROVE);
    assertThat(room.remembered()).isEqualTo(3);

    room.open(held);
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  /** Whoever may write there has an approval again, and the denial that came after it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void giveNoPlaceToAnOlderOne(int seconds) {
    Held held = room.push("a");
    String approval = People.verdict("anna", held, Word.APPROVE, room.now);
    room.cast(held.id().text(), approval);
    room.now = room.now.plusSeconds(seconds);
    room.say("anna", held, Word.DENY);

    room.cast(held.id().text(), approval);
    room.open(held);

    assertThat(room.verdicts()).startsWith("waiting", "waiting", "approval-repeated");
    assertThat(room.ended()).hasSize(1);
    assertThat(room.sealed()).isEmpty();
  }

  /** The same delivery has actions of the same ids there, where the person may be another. */
  @Test
  void ofAnotherInstallationDoNotWait() {
    Held held = room.push("a");

    room.cast(held.id().text(), People.elsewhere("anna", held, room.now));

    assertThat(room.verdicts()).containsExactly("approval-mismatch");
    assertThat(room.remembered()).isZero();
  }

  @Test
  void ofNobodyAreNotRemembered() {
    Held held = room.push("a");

    room.cast(held.id().text(), "a.b.c");
    room.cast(held.id().text(), "a.b." + "c".repeat(VerdictCodec.MAX_SIZE));
    room.cast("x", People.verdict("anna", held, Word.APPROVE, room.now));

    assertThat(room.verdicts())
        .containsExactly("approver-unknown", "approval-invalid", "approval-invalid");
    assertThat(room.remembered()).isZero();
  }

  private static String id(int number) {
    return "A".repeat(38) + (10_000 + number);
  }
}
