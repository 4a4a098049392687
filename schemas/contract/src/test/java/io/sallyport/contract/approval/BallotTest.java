package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot.Result;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("NHI9")
@Tag("ASI03")
@Tag("CSF-GV.RR")
class BallotTest {
  private static final String ANNA = Poll.signed(Poll.ANNA, "anna");
  private static final String BEN = Poll.signed(Poll.BEN, "ben");

  @Test
  void twoOfTheGroupAreEnough() {
    Instant later = Poll.NOW.minusSeconds(10);
    Instant sooner = Poll.DEADLINE.minusSeconds(100);
    String ben = Poll.signed(Poll.BEN, "ben", verdict -> Poll.within(verdict, later, sooner));

    assertThat(count(ANNA, ben))
        .isEqualTo(new Result.Approved(Set.of("anna", "ben"), later, sooner));
  }

  @Test
  void moreThanTheThresholdAreEnough() {
    assertThat(count(ANNA, BEN, Poll.signed(Poll.CARA, "cara")))
        .isInstanceOf(Result.Approved.class);
  }

  @Test
  void fewerAreNot() {
    assertThat(count(ANNA)).isEqualTo(new Result.Refused(Code.APPROVALS_TOO_FEW));
    assertThat(count()).isEqualTo(new Result.Refused(Code.APPROVALS_TOO_FEW));
  }

  @Test
  void eachQuorumIsMetByItself() {
    Hold both =
        new Hold(List.of(new Quorum("duty", 1), new Quorum("release-managers", 2)), Poll.DEADLINE);
    Statement statement = Poll.statement(Poll.statement().requester(), both);
    String anna = VerdictCodec.sign(Poll.ANNA, Poll.approval(statement, "anna"));
    String ben = VerdictCodec.sign(Poll.BEN, Poll.approval(statement, "ben"));
    String cara = VerdictCodec.sign(Poll.CARA, Poll.approval(statement, "cara"));
    String dora = VerdictCodec.sign(Poll.DORA, Poll.approval(statement, "dora"));

    assertThat(count(statement, anna, cara)).isEqualTo(new Result.Refused(Code.APPROVALS_TOO_FEW));
    assertThat(count(statement, anna, dora)).isEqualTo(new Result.Refused(Code.APPROVALS_TOO_FEW));
    assertThat(count(statement, anna, cara, dora)).isInstanceOf(Result.Approved.class);
    assertThat(count(statement, anna, ben)).isInstanceOf(Result.Approved.class);
  }

  @Test
  void onePersonWithTwoKeysIsOnePerson() {
    assertThat(count(ANNA, Poll.signed(Poll.ANNA_TOO, "anna")))
        .isEqualTo(new Result.Refused(Code.APPROVAL_REPEATED));
  }

  @Test
  void oneVerdictTwiceIsOnePersons() {
    assertThat(count(ANNA, ANNA)).isEqualTo(new Result.Refused(Code.APPROVAL_REPEATED));
  }

  @Test
  void denialAmongApprovalsRefuses() {
    String denial = VerdictCodec.sign(Poll.CARA, Poll.denial(Poll.statement(), "cara"));

    assertThat(count(ANNA, BEN, denial)).isEqualTo(new Result.Refused(Code.APPROVAL_DENIED));
    assertThat(count(denial, ANNA, BEN)).isEqualTo(new Result.Refused(Code.APPROVAL_DENIED));
  }

  @Test
  void whoeverIsNotOfTheGroupDoesNotCount() {
    assertThat(count(ANNA, BEN, Poll.signed(Poll.DORA, "dora")))
        .isEqualTo(new Result.Refused(Code.APPROVER_NOT_IN_GROUP));
  }

  @Test
  void groupThatNobodyKnowsIsNeverMet() {
    Hold unknown = new Hold(List.of(new Quorum("nobody", 1)), Poll.DEADLINE);
    Statement statement = Poll.statement(Poll.statement().requester(), unknown);
    String anna = VerdictCodec.sign(Poll.ANNA, Poll.approval(statement, "anna"));

    assertThat(count(statement, anna)).isEqualTo(new Result.Refused(Code.APPROVER_NOT_IN_GROUP));
  }

  @ParameterizedTest
  @CsvSource({
    "github:ben,source:github",
    "idp:b-1,source:github",
    "GitHub:BEN,source:github",
    "ben,source:github",
    "github:octo,github:ben"
  })
  void requesterNeverApproves(String subject, String actor) {
    Requester requester = new Requester(subject, List.of("agent:a", actor));
    Statement statement = Poll.statement(requester, Poll.managers(1));
    String anna = VerdictCodec.sign(Poll.ANNA, Poll.approval(statement, "anna"));
    String ben = VerdictCodec.sign(Poll.BEN, Poll.approval(statement, "ben"));

    assertThat(count(statement, ben)).isEqualTo(new Result.Refused(Code.APPROVER_IS_REQUESTER));
    assertThat(count(statement, anna)).isInstanceOf(Result.Approved.class);
  }

  @Test
  void verdictOnAnotherStatementDoesNotCount() {
    String other =
        Poll.signed(Poll.BEN, "ben", v -> Poll.on(v, v.audience(), Digest.of(new byte[] {9})));
    String elsewhere =
        Poll.signed(Poll.BEN, "ben", v -> Poll.on(v, "prod-k4x/payments", v.statement()));

    assertThat(count(ANNA, other)).isEqualTo(new Result.Refused(Code.APPROVAL_MISMATCH));
    assertThat(count(ANNA, elsewhere)).isEqualTo(new Result.Refused(Code.APPROVAL_MISMATCH));
  }

  @Test
  void verdictThatNamesAnotherActionDoesNotCount() {
    Optional<ActionId> other = Optional.of(new ActionId("B".repeat(43)));
    String ben = Poll.signed(Poll.BEN, "ben", v -> Poll.naming(v, other));

    assertThat(count(ANNA, ben)).isEqualTo(new Result.Refused(Code.APPROVAL_MISMATCH));
  }

  /** The statement has the action's id in it, and is signed. */
  @Test
  void verdictOfBeforeThatNamesNoActionCounts() {
    String ben = Poll.signed(Poll.BEN, "ben", v -> Poll.naming(v, Optional.empty()));

    assertThat(count(ANNA, ben)).isInstanceOf(Result.Approved.class);
  }

  @Test
  void keyOfNobodyDoesNotCount() {
    assertThat(count(ANNA, Poll.signed(SigningKey.generate(), "ben")))
        .isEqualTo(new Result.Refused(Code.APPROVER_UNKNOWN));
  }

  @Test
  void verdictInAnothersNameIsInvalid() {
    assertThat(count(ANNA, Poll.signed(Poll.ANNA, "ben")))
        .isEqualTo(new Result.Refused(Code.APPROVAL_INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"verdict\":\"approve\"}"})
  void otherClaimsAreInvalid(String claims) {
    String signed =
        Jws.sign(Poll.BEN, Typ.APPROVAL, claims.getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(count(ANNA, signed)).isEqualTo(new Result.Refused(Code.APPROVAL_INVALID));
  }

  @Test
  void changedVerdictIsInvalid() {
    String changed = BEN.substring(0, BEN.length() - 4) + "AAAA";

    assertThat(count(ANNA, changed)).isEqualTo(new Result.Refused(Code.APPROVAL_INVALID));
    assertThat(count(ANNA, BEN + "A".repeat(VerdictCodec.MAX_SIZE)))
        .isEqualTo(new Result.Refused(Code.APPROVAL_INVALID));
  }

  @Test
  void signatureOfAnotherKindDoesNotCount() {
    byte[] claims = VerdictCodec.write(Poll.approval(Poll.statement(), "ben"));

    assertThat(count(ANNA, Jws.sign(Poll.BEN, Typ.COMMAND, claims)))
        .isEqualTo(new Result.Refused(Code.APPROVER_UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({"0,true", "5,true", "6,false"})
  void countsFromItsTimeLessSkew(long ahead, boolean counts) {
    Instant from = Poll.NOW.plusSeconds(ahead);
    String ben = Poll.signed(Poll.BEN, "ben", v -> Poll.within(v, from, v.expiresAt()));

    assertThat(count(ANNA, ben))
        .matches(r -> counts == r instanceof Result.Approved)
        .matches(r -> counts || r.equals(new Result.Refused(Code.APPROVAL_NOT_YET_VALID)));
  }

  @ParameterizedTest
  @CsvSource({"-6,false", "-5,false", "-4,true", "1500,true", "1501,false"})
  void countsUntilItEndsAndNoLongerThanTheDeadline(long end, boolean counts) {
    Instant until = Poll.NOW.plusSeconds(end);
    String ben = Poll.signed(Poll.BEN, "ben", v -> Poll.within(v, v.issuedAt(), until));

    assertThat(count(ANNA, ben))
        .matches(r -> counts == r instanceof Result.Approved)
        .matches(r -> counts || r.equals(new Result.Refused(Code.APPROVAL_EXPIRED)));
  }

  private static Result count(String... verdicts) {
    return count(Poll.statement(), verdicts);
  }

  private static Result count(Statement statement, String... verdicts) {
    return new Ballot(Poll.APPROVERS, statement, Poll.SKEW).count(List.of(verdicts), Poll.NOW);
  }
}
