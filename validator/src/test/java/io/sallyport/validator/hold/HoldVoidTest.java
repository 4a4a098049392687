package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Grant;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Ending;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  void closesNothingOnTopicsThatAreGone() {
    room.open("a");
    room.reload(changed());

    room.tickWithoutCells();

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(room.remembered()).isZero();
    assertThat(room.closed()).isEmpty();
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

  /** Each is a hold like the gate's own, of an action that no executor of ours would take. */
  @ParameterizedTest
  @MethodSource("strangers")
  void opensNothingThatCouldNotBeSealed(UnaryOperator<Held> strange) {
    Held held = strange.apply(room.push("a"));

    HoldEffects effects = room.open(held);

    assertThat(effects.endings()).extracting(Ending::code).containsExactly(Code.HOLD_MALFORMED);
    assertThat(room.remembered()).isZero();
  }

  static Stream<Named<UnaryOperator<Held>>> strangers() {
    return Stream.of(
        named("another topic", held -> with(held, grant -> place(grant, "x.trusted.payments", 0))),
        named(
            "another partition",
            held -> with(held, grant -> place(grant, grant.topic(), grant.partition() ^ 1))),
        named(
            "an unknown schema",
            held -> with(held, grant -> type(grant, grant.effect(), Digest.of(new byte[3])))),
        named(
            "another effect",
            held -> with(held, grant -> type(grant, Effect.READ, grant.fingerprint()))),
        named("a body that is none", held -> with(held, Bytes.utf8("no avro at all"))));
  }

  private static Named<UnaryOperator<Held>> named(String name, UnaryOperator<Held> strange) {
    return Named.of(name, strange);
  }

  private static Grant place(Grant grant, String topic, int partition) {
    return new Grant(
        grant.action(),
        grant.effect(),
        grant.fingerprint(),
        topic,
        partition,
        grant.key(),
        grant.digest());
  }

  private static Grant type(Grant grant, Effect effect, Digest fingerprint) {
    return new Grant(
        grant.action(),
        effect,
        fingerprint,
        grant.topic(),
        grant.partition(),
        grant.key(),
        grant.digest());
  }

  private static Held with(Held held, Bytes value) {
    return with(
        held,
        grant ->
            new Grant(
                grant.action(),
                grant.effect(),
                grant.fingerprint(),
                grant.topic(),
                grant.partition(),
                grant.key(),
                Digest.of(value.toArray())),
        value);
  }

  private static Held with(Held held, UnaryOperator<Grant> change) {
    return with(held, change, held.value());
  }

  private static Held with(Held held, UnaryOperator<Grant> change, Bytes value) {
    Mandate draft = held.draft();
    Mandate other =
        new Mandate(
            draft.parties(),
            draft.id(),
            draft.validity(),
            change.apply(draft.grant()),
            draft.decision(),
            draft.evidence(),
            draft.approvals(),
            draft.hold());
    return new Held(other, held.principal(), value);
  }

  private Bundle changed() {
    Bundles.replace(directory, "policy-deploy.yaml", "# What", "# All that");
    return People.read(directory);
  }
}
