package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many actions of one sender wait for persons, and so many of all. */
@Tag("ASI08")
class HoldsFullTest {
  private static final int PER_PRINCIPAL = 3;
  private static final int TOTAL = 5;

  @TempDir private Path directory;
  private Room room;

  @BeforeEach
  void open() {
    room = new Room(People.read(People.gated(directory), PER_PRINCIPAL, TOTAL));
  }

  /** What {@code principal} signed. */
  private Held of(String principal, int number) {
    Held held = room.push("%04x".formatted(number));
    return new Held(held.draft(), principal, held.value());
  }

  /** How many of these have ended. */
  private int open(String principal, int from, int count) {
    int before = room.ended().size();
    for (int i = 0; i < count; i++) {
      room.open(of(principal, from + i));
    }
    return room.ended().size() - before;
  }

  @Test
  void hasSoManyOfOneSenderWaitAndNotOneMore() {
    assertThat(open("mallory", 0, PER_PRINCIPAL - 1)).as("below").isZero();
    assertThat(open("mallory", 10, 1)).as("at the limit").isZero();

    assertThat(open("mallory", 20, 1)).as("above").isEqualTo(1);

    assertThat(room.ending().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(room.ending().code()).isEqualTo(Code.HOLDS_FULL);
    assertThat(room.closed()).hasSize(1);
    assertThat(room.sealed()).isEmpty();
  }

  @Test
  void hasSoManyOfAllWaitAndNotOneMore() {
    for (int i = 0; i < TOTAL; i++) {
      assertThat(open("sender-" + i, i, 1)).isZero();
    }

    assertThat(open("another", TOTAL, 1)).isEqualTo(1);

    assertThat(room.ending().code()).isEqualTo(Code.HOLDS_FULL);
  }

  /** A flood takes the place of nobody, and ends nothing that waits. */
  @Test
  void leavesOthersTheirPlaces() {
    Held first = of("anna", 0);
    room.open(first);
    assertThat(open("mallory", 10, 50)).isEqualTo(50 - PER_PRINCIPAL);

    assertThat(open("octo", 100, 1)).isZero();
    room.say("ben", first, Word.APPROVE);
    room.say("cara", first, Word.APPROVE);

    assertThat(room.sealed()).extracting(each -> each.id()).containsExactly(first.id());
  }

  @Test
  void countsTheSameAfterARestart() {
    open("mallory", 0, PER_PRINCIPAL);
    open("anna", 10, TOTAL - PER_PRINCIPAL);
    room.restart();

    assertThat(open("mallory", 20, 1)).as("of one").isEqualTo(1);
    assertThat(open("ben", 30, 1)).as("of all").isEqualTo(1);
  }

  /** A record that comes again is counted once, one that is held anew keeps its place. */
  @Test
  void countsAnActionOnce() {
    List<Held> held = List.of(of("mallory", 0), of("mallory", 1), of("mallory", 2));
    held.forEach(room::open);
    held.forEach(room::open);
    assertThat(room.ended()).isEmpty();
    room.now = room.now.plusSeconds(1);

    room.open(of("mallory", 1));

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(open("mallory", 10, 1)).as("and no other's").isEqualTo(1);
    assertThat(open("anna", 20, TOTAL - PER_PRINCIPAL)).isZero();
    assertThat(open("ben", 30, 1)).isEqualTo(1);
  }

  @Test
  void hasPlacesAgainWhenHoldsHaveEnded() {
    Held first = of("mallory", 0);
    room.open(first);
    open("mallory", 10, PER_PRINCIPAL - 1);
    room.say("anna", first, Word.DENY);
    assertThat(open("mallory", 20, 1)).as("one").isZero();
    assertThat(open("mallory", 30, 1)).as("and no more").isEqualTo(1);

    room.now = room.now.plus(Duration.ofHours(2));
    room.tick();

    assertThat(room.remembered()).isZero();
    assertThat(open("mallory", 40, PER_PRINCIPAL)).isZero();
    assertThat(open("mallory", 50, 1)).isEqualTo(1);
  }
}
