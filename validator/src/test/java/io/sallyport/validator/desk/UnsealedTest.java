package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.hold.Room;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The desk learns from the holds what persons, or the time, did not let pass. */
class UnsealedTest {
  private static final String STATEMENTS = "  statements:";
  private static final DeskKey STAGING = DeskKey.ofOrder("deployments", "staging");

  @TempDir private Path directory;

  /** How a hold ends that is not sealed. */
  enum End {
    DENIED,
    OVERDUE,
    VOID,
    REVOKED
  }

  @BeforeEach
  void askDoraAboutEachPush() {
    Bundles.copy(directory);
    People.approvers(directory);
    add("- {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1, deadline: 5m}");
  }

  private void add(String statement) {
    Bundles.replace(directory, "policy-deploy.yaml", STATEMENTS, STATEMENTS + "\n    " + statement);
  }

  /** One action in an hour. */
  private Bundle counted() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        "  quotas: [{id: q, key: action.environment, max: 1, per: 1h}]\n" + STATEMENTS);
    return Bundles.read(directory);
  }

  private Bundle inSession() {
    SessionTest.addSession(directory);
    return Bundles.read(directory);
  }

  private static Held held(Office office) {
    return Office.held(office.written().getLast());
  }

  private void end(Room room, Held held, End end) {
    room.open(held);
    switch (end) {
      case DENIED -> room.say("dora", held, Word.DENY);
      case OVERDUE -> room.at(held.hold().deadline());
      case VOID -> {
        add("- {id: more, effect: deny, when: 'false'}");
        room.reload(Bundles.read(directory));
      }
      case REVOKED -> room.revoke(new Target(Target.Kind.ACTION, held.id().text()));
    }
    room.tick();
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void givesBackWhatWasNotSealedOnce(End end) {
    Bundle bundle = counted();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.APPROVAL_NEEDED);
    end(room, held(office), end);
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);

    assertThat(room.told()).hasSize(1);
    assertThat(office.hear(room.told().getFirst())).isEqualTo("refunded");

    assertThat(office.hear(room.told().getFirst())).as("once").isEqualTo("over");
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.APPROVAL_NEEDED);
    assertThat(office.push("a", "main", "4")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void tellsNothingOfWhatIsSealed() {
    Bundle bundle = counted();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    office.push("a", "main", "1");
    room.open(held(office));

    room.say("dora", held(office), Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
    assertThat(room.told()).isEmpty();
  }

  @Test
  void givesBackWhatFoundNoPlaceAmongTheHolds() {
    Office office = new Office(counted());
    Room room = new Room(People.read(directory, 1, 2));
    office.push("a", "release", "1");
    room.open(held(office));
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.APPROVAL_NEEDED);

    room.open(held(office));

    assertThat(office.hear(room.told().getFirst())).isEqualTo("refunded");
    assertThat(office.push("b", "main", "3")).isEqualTo(Code.APPROVAL_NEEDED);
  }

  /** A charge of after the first is another's, though the action is the same. */
  @Test
  void givesBackOnlyWhatThatHoldCost() {
    Bundle bundle = counted();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    office.push("a", "main", "1");
    end(room, held(office), End.DENIED);
    Output told = room.told().getFirst();
    office.hear(told);
    assertThat(office.push("a", "main", "1")).as("it came again").isEqualTo(Code.APPROVAL_NEEDED);

    assertThat(office.hear(told)).isEqualTo("over");

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @ParameterizedTest
  @CsvSource({"DENIED, DENIED", "OVERDUE, EXPIRED", "VOID, DENIED", "REVOKED, REVOKED"})
  void sessionKnowsHowItEnded(End end, String outcome) {
    add(
        "- {id: once, effect: deny, when: \"session.pending == 0 && session.actions == 1"
            + " && session.outcomes['%s'] == 1\"}".formatted(outcome));
    Bundle bundle = inSession();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    Output first = office.refer(SessionTest.push("s", Demo.NOW, 0));
    office.decide(first);
    end(room, held(office), end);

    assertThat(office.hear(room.told().getFirst())).isEqualTo("remembered");
    assertThat(office.hear(room.told().getFirst())).isEqualTo("over");
    office.restart();
    Output second = office.refer(SessionTest.push("s", Demo.NOW, 1));

    assertThat(office.decide(second).ruling().code()).isEqualTo(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void whatWaitsForItGoesOn() {
    add(
        "- {id: w, effect: defer, when: session.pending > 0, waitFor: session.pending,"
            + " deadline: 5m}");
    Bundle bundle = inSession();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    office.decide(office.refer(SessionTest.push("s", Demo.NOW, 0)));
    Held held = held(office);
    office.decide(office.refer(SessionTest.push("s", Demo.NOW, 2)));
    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.DEFERRED);
    end(room, held, End.DENIED);

    office.hear(room.told().getFirst());
    office.tick();

    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.APPROVAL_NEEDED);
  }

  @Test
  void believesNothingElse() {
    Bundle bundle = counted();
    Office office = new Office(bundle);
    Room room = new Room(bundle);
    office.push("a", "main", "1");
    end(room, held(office), End.DENIED);
    Output told = room.told().getFirst();
    ReceiptBody body = Office.body(Office.receipt(told));
    List<String> forged =
        List.of(
            signed(SigningKey.generate(), "holds-0", body),
            signed(Demo.EXECUTOR_KEY, "holds-0", body),
            signed(Demo.RECEIPT_KEY, "desk-0", body),
            signed(Demo.RECEIPT_KEY, "holds-0", ending(body, DecisionResult.ALLOWED)));

    forged.forEach(jws -> assertRefused(office, Office.with(told, jws)));
    Bytes other = DeskKey.ofOrder("deployments", "production").bytes();
    assertRefused(office, new Output(told.sink(), other, told.value(), told.headers()));
    Optional<Bytes> more = Optional.of(Bytes.utf8("more"));
    assertRefused(office, new Output(told.sink(), told.key(), more, told.headers()));

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  private static void assertRefused(Office office, Output forged) {
    assertThat(office.take(forged).endings())
        .extracting(each -> each.code())
        .containsExactly(Code.REFERRAL_INVALID);
  }

  /** Whoever may write holds may forge one: what was sealed is not given back for it. */
  @Test
  void givesNothingBackOfWhatWasSealedAtOnce() {
    Bundles.replace(
        directory, "policy-deploy.yaml", "stepUp, when: 'true'", "stepUp, when: 'false'");
    Office office = new Office(counted());
    Output first = office.refer("main", "1");
    ReceiptBody.Ruled ruled = office.decide(first);
    assertThat(ruled.ruling().code()).isEqualTo(Code.PERMITTED);

    String told = office.hear(forged(ruled, STAGING, office.of(first).decision()));

    assertThat(told).isEqualTo("over");
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
    assertThat(office.tell(first, OutcomeResult.EXPIRED)).as("its executor").isEqualTo("refunded");
  }

  @Test
  void sessionDoesNotBelieveThatWhatWasSealedWasNot() {
    Bundles.replace(
        directory, "policy-deploy.yaml", "stepUp, when: 'true'", "stepUp, when: 'false'");
    Office office = new Office(inSession());
    Output first = office.refer(SessionTest.push("s", Demo.NOW, 0));
    ReceiptBody.Ruled ruled = office.decide(first);
    assertThat(ruled.ruling().code()).isEqualTo(Code.PERMITTED);
    DeskKey owner = DeskKey.of(first.key());

    String told = office.hear(forged(ruled, owner, office.of(first).decision()));

    assertThat(told).isEqualTo("over");
    assertThat(office.tell(first, OutcomeResult.FAILED)).as("its executor").isEqualTo("remembered");
  }

  /** As the holds would end one that names {@code decision}, wherever it came from. */
  private static Output forged(ReceiptBody.Ruled ruled, DeskKey key, String decision) {
    ReceiptBody.Action action = ruled.action();
    HoldEnding ending =
        new HoldEnding(
            decision,
            DecisionResult.EXPIRED,
            Code.HOLD_OVERDUE,
            List.of(),
            List.of(),
            ruled.ruling().bundle());
    ReceiptBody body =
        new ReceiptBody.HoldEnded(
            new ReceiptBody.Action(
                action.id(),
                action.type(),
                action.effect(),
                action.cell(),
                action.fingerprint(),
                Optional.empty(),
                Optional.of(key)),
            ending);
    return Output.unsealed(key, signed(Demo.RECEIPT_KEY, "holds-0", body));
  }

  private static ReceiptBody ending(ReceiptBody body, DecisionResult result) {
    ReceiptBody.HoldEnded end = (ReceiptBody.HoldEnded) body;
    HoldEnding was = end.ending();
    return new ReceiptBody.HoldEnded(
        end.action(),
        new HoldEnding(
            was.decision(), result, was.code(), was.policy(), was.votes(), was.bundle()));
  }

  private static String signed(SigningKey key, String chain, ReceiptBody body) {
    return new ReceiptWriter(Demo.ENVIRONMENT.validator(), key)
        .append(ChainHead.start(chain), body, Demo.NOW)
        .jws();
  }
}
