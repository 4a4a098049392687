package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that end because something else is so by now, and what is no hold. */
class HoldVoidTest {
  @TempDir private Path directory;
  private Room room;

  @BeforeEach
  void open() {
    room = new Room(People.read(People.gated(directory)));
  }

  @Test
  void isVoidUnderAnotherBundle() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.reload(changed());

    room.say("ben", held, Word.APPROVE);

    assertThat(room.ending().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(room.sealed()).isEmpty();
  }

  @Test
  void endsAllThatAnotherBundleHeld() {
    room.open("a");
    room.open("b");
    room.reload(changed());
    Held fresh = room.open("c");

    room.tick();

    assertThat(room.ended()).hasSize(2);
    assertThat(room.ended()).noneMatch(end -> end.action().id().equals(fresh.id()));
  }

  @Test
  void endsWhatTheGateHeldByAnotherBundle() {
    Held held = room.push("a");
    room.reload(changed());

    room.open(held);

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(room.remembered()).isZero();
  }

  @Test
  void endsWhatIsHeldAnew() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.now = room.now.plusSeconds(60);

    Held anew = room.open("a");
    room.say("ben", anew, Word.APPROVE);

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    room.say("anna", anew, Word.APPROVE);
    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void refusesWhatIsNotTheGates() {
    Held held = room.push("a");
    byte[] value = HeldCodec.write(held);

    room.open("deployments", "x", value);
    room.open("payments", held.id().text(), value);
    room.open("deployments", held.id().text(), new byte[10]);

    assertThat(room.remembered()).isZero();
    assertThat(room.ended()).isEmpty();
  }

  private Bundle changed() {
    Bundles.replace(directory, "policy-deploy.yaml", "# What", "# All that");
    return People.read(directory);
  }
}
