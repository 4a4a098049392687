package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.revocation.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is asked about what was revoked. */
class RevokedHoldTest {
  @TempDir private Path directory;
  private Room room;

  @BeforeEach
  void open() {
    room = new Room(People.read(People.gated(directory)));
  }

  private void assertRevoked() {
    assertThat(room.ending().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(room.ending().code()).isEqualTo(Code.REVOKED);
    assertThat(room.closed()).hasSize(1);
    assertThat(room.sealed()).isEmpty();
    assertThat(room.remembered()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everything",
        "source:github",
        "principal:github:octo",
        "rule:deploy-on-push",
        "action-type:com.example.actions.Deploy",
        "cell:deployments"
      })
  void endsWhatWaitsForIt(String target) {
    room.open("a");
    room.tick();
    assertThat(room.ended()).isEmpty();

    room.revoke(Target.parse(target).orElseThrow());
    room.tick();

    assertRevoked();
  }

  @Test
  void goesOnWithWhatHasAnotherTarget() {
    room.open("a");
    room.revoke(Target.parse("source:gitlab").orElseThrow());

    room.tick();

    assertThat(room.ended()).isEmpty();
  }

  /** Each reading of a hold takes its whole body. */
  @Test
  void readsNoHoldWhileNothingIsRevoked() {
    Held held = room.open("a");
    room.damage(held);

    assertThatCode(room::tick).doesNotThrowAnyException();

    room.revoke(Target.parse("source:gitlab").orElseThrow());
    assertThatThrownBy(room::tick).hasMessageContaining("damaged");
  }

  @Test
  void opensNothingOfIt() {
    room.revoke(Target.parse("source:github").orElseThrow());

    room.open("a");

    assertRevoked();
  }

  @Test
  void sealsNothingOfIt() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.revoke(new Target(Target.Kind.ACTION, held.id().text()));

    room.say("ben", held, Word.APPROVE);

    assertRevoked();
    assertThat(room.verdicts()).last().isEqualTo(Code.REVOKED.text());
  }

  /** {@code held deny} may revoke the action as well. */
  @Test
  void countsADenialAllTheSame() {
    Held held = room.open("a");
    room.revoke(new Target(Target.Kind.ACTION, held.id().text()));

    room.say("ben", held, Word.DENY);

    assertThat(room.ending().code()).isEqualTo(Code.APPROVAL_DENIED);
    assertThat(room.ending().votes()).hasSize(1);
  }

  @Test
  void looksAtABoundedNumberAtOnceAndAtAllInTime() {
    room = new Room(People.read(directory, HoldStore.AT_ONCE + 1, HoldStore.AT_ONCE + 1));
    List<Held> all = new ArrayList<>();
    for (int i = 0; i < HoldStore.AT_ONCE + 1; i++) {
      all.add(room.open("%04x".formatted(i)));
    }
    room.revoke(new Target(Target.Kind.SOURCE, "github"));

    room.tick();
    assertThat(room.ended()).hasSize(HoldStore.AT_ONCE);
    room.tick();
    assertThat(room.ended()).hasSize(all.size());
  }
}
