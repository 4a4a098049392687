package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("AARM-R4")
class HoldsTest {
  @TempDir private Path directory;
  private Bundle bundle;
  private Room room;

  @BeforeEach
  void open() {
    bundle = People.read(People.gated(directory));
    room = new Room(bundle);
  }

  @Test
  void sealsWhatTwoPersonsApproved() {
    Held held = room.open("a");

    room.say("anna", held, Word.APPROVE);
    assertThat(room.sealed()).isEmpty();
    room.say("ben", held, Word.APPROVE);

    Mandate mandate = room.sealed().getFirst();
    assertThat(mandate.id()).isEqualTo(held.id());
    assertThat(mandate.decision()).isEqualTo(held.draft().decision());
    assertThat(mandate.approvals()).hasSize(2);
    assertThat(room.ending().code()).isEqualTo(Code.APPROVED);
    assertThat(room.ending().decision()).isEqualTo(held.receipt());
    assertThat(room.ending().votes()).extracting(Vote::person).containsExactly("anna", "ben");
    assertThat(room.closed()).containsExactly(Bytes.utf8(held.id().text()));
    assertThat(room.remembered()).isZero();
  }

  /** Under its key lies the other one by now. */
  @Test
  void closesNoRecordOfAnother() {
    room.open("a");
    room.now = room.now.plusSeconds(1);

    room.open("a");

    assertThat(room.ending().code()).isEqualTo(Code.HOLD_VOID);
    assertThat(room.closed()).isEmpty();
  }

  /** Four managers and one on duty are asked; the mandate names no more than it needs. */
  @Test
  void sealsWithTheFewestOfManyApprovals() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n"
            + "    - {id: night, effect: stepUp, when: \"true\", group: duty, threshold: 1}");
    room = new Room(People.read(directory));
    Held held = room.open("a");

    for (String person : List.of("anna", "ben", "cara")) {
      room.say(person, held, Word.APPROVE);
    }
    assertThat(room.sealed()).isEmpty();
    room.say("dora", held, Word.APPROVE);

    assertThat(room.sealed().getFirst().approvals()).hasSize(3);
    assertThat(room.ending().votes())
        .extracting(Vote::person)
        .containsExactly("ben", "cara", "dora");
  }

  /** What the executor asks: the same ballot, over the statement that the mandate makes. */
  @Test
  void sealsWhatAnExecutorAccepts() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.say("cara", held, Word.APPROVE);
    Mandate mandate = room.sealed().getFirst();

    Statement statement =
        Statement.of(Demo.ENVIRONMENT, "deployments", mandate, Digest.of(held.body()))
            .orElseThrow();
    Ballot ballot = new Ballot(bundle.approvers(), statement, Duration.ZERO);

    assertThat(ballot.count(mandate.approvals(), room.now))
        .isInstanceOfSatisfying(
            Ballot.Result.Approved.class,
            approved -> {
              assertThat(mandate.validity().issuedAt()).isBeforeOrEqualTo(approved.last());
              assertThat(mandate.validity().expiresAt()).isBeforeOrEqualTo(approved.until());
            });
  }

  @Test
  void livesFromItsLastApproval() {
    Held held = room.open("a");
    room.now = room.now.plusSeconds(1200);
    room.say("anna", held, Word.APPROVE);
    room.now = room.now.plusSeconds(60);
    room.say("ben", held, Word.APPROVE);

    Mandate.Validity validity = room.sealed().getFirst().validity();

    assertThat(validity.issuedAt()).isEqualTo(room.now);
    assertThat(validity.expiresAt()).isEqualTo(room.now.plusSeconds(600));
  }

  @Test
  void livesNoLongerThanAnyApproval() {
    Held held = room.open("a");
    Instant soon = room.now.plusSeconds(90);
    room.cast(held.id().text(), People.verdict("anna", held, Word.APPROVE, room.now, soon));
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed().getFirst().validity().expiresAt()).isEqualTo(soon);
  }

  @Test
  void endsWithOneDenial() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);

    room.say("ben", held, Word.DENY);
    room.say("cara", held, Word.APPROVE);

    assertThat(room.ending().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(room.ending().code()).isEqualTo(Code.APPROVAL_DENIED);
    assertThat(room.ending().votes())
        .extracting(Vote::word)
        .containsExactly(Word.APPROVE, Word.DENY);
    assertThat(room.sealed()).isEmpty();
  }

  @Test
  void endsWithADenialOfAPersonWhoHadApproved() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);

    room.say("anna", held, Word.DENY);

    assertThat(room.ending().code()).isEqualTo(Code.APPROVAL_DENIED);
    assertThat(room.ending().votes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "anna, approval-repeated",
    "octo, approver-is-requester",
    "dora, approver-not-in-group"
  })
  void countsNoSecondVerdictAndNoneOfThoseWhoWereNotAsked(String person, String code) {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);

    room.say(person, held, Word.APPROVE);

    assertThat(room.verdicts()).containsExactly("counted", code);
    assertThat(room.sealed()).isEmpty();
  }

  @Test
  void countsNoVerdictOnAnotherAction() {
    Held one = room.open("a");
    Held other = room.open("b");
    room.say("anna", one, Word.APPROVE);

    room.cast(one.id().text(), People.verdict("ben", other, Word.APPROVE, room.now));

    assertThat(room.verdicts()).containsExactly("counted", "approval-mismatch");
    assertThat(room.ended()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1", "1, 1"})
  void endsAtItsDeadline(long seconds, int ended) {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.now = held.hold().deadline().plusSeconds(seconds);

    room.tick();

    assertThat(room.ended()).hasSize(ended);
    for (var end : room.ended()) {
      assertThat(end.ending().result()).isEqualTo(DecisionResult.EXPIRED);
      assertThat(end.ending().code()).isEqualTo(Code.HOLD_OVERDUE);
      assertThat(end.ending().votes()).extracting(Vote::person).containsExactly("anna");
    }
  }

  @Test
  void endsAnApprovalThatIsOverAlready() {
    Held held = room.open("a");
    Instant soon = room.now.plusSeconds(10);
    room.cast(held.id().text(), People.verdict("anna", held, Word.APPROVE, room.now, soon));
    room.now = room.now.plusSeconds(11);

    room.say("ben", held, Word.APPROVE);

    assertThat(room.ending().result()).isEqualTo(DecisionResult.EXPIRED);
    assertThat(room.ending().code()).isEqualTo(Code.EXPIRED_BEFORE_SEAL);
    assertThat(room.sealed()).isEmpty();
  }

  /** Persons whose clocks are behind: a mandate from before would wait for more than seven days. */
  @Test
  void endsWhatNoMandateCanSay() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: long, effect: stepUp, when: \"true\", group: managers,"
            + " threshold: 2, deadline: 7d}");
    room = new Room(People.read(directory));
    Held held = room.open("a");
    Instant before = room.now.minusSeconds(10);
    Instant until = room.now.plus(Duration.ofDays(6));

    room.cast(held.id().text(), People.verdict("anna", held, Word.APPROVE, before, until));
    room.cast(held.id().text(), People.verdict("ben", held, Word.APPROVE, before, until));

    assertThat(room.ending().code()).isEqualTo(Code.EXPIRED_BEFORE_SEAL);
    assertThat(room.sealed()).isEmpty();
  }

  @Test
  void asksExplicitDenialsAgain() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: freeze, effect: deny, when: \"now.getHours('UTC') >= 13\"}");
    room = new Room(People.read(directory));
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);
    room.now = held.hold().deadline().minusSeconds(1);
    room.say("ben", held, Word.APPROVE);
    assertThat(room.sealed()).hasSize(1);

    Held later = room.open("b");
    room.now = Instant.parse("2026-11-20T13:00:00Z");
    room.say("anna", later, Word.APPROVE);
    room.say("ben", later, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
    assertThat(room.ended().getLast().ending().code()).isEqualTo(Code.DENIED_BY_STATEMENT);
    assertThat(room.ended().getLast().ending().policy()).containsExactly("freeze");
  }

  @Test
  void opensOnce() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);

    room.open(held);
    room.say("ben", held, Word.APPROVE);

    assertThat(room.sealed()).hasSize(1);
  }

  @Test
  void forgetsNothingInARestart() {
    Held held = room.open("a");
    room.say("anna", held, Word.APPROVE);

    room.restart();
    room.say("ben", held, Word.APPROVE);
    room.restart();
    room.open("b");
    room.restart();
    room.now = room.now.plus(Duration.ofHours(1));
    room.tick();

    assertThat(room.sealed()).hasSize(1);
    assertThat(room.ended()).hasSize(2);
  }
}
