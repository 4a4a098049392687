package io.sallyport.executor;

import static io.sallyport.executor.verify.Panel.ANNA;
import static io.sallyport.executor.verify.Panel.ANNA_TOO;
import static io.sallyport.executor.verify.Panel.BEN;
import static io.sallyport.executor.verify.Panel.CARA;
import static io.sallyport.executor.verify.Panel.DORA;
import static io.sallyport.executor.verify.Panel.approval;
import static io.sallyport.executor.verify.Panel.verdict;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.executor.verify.Panel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Ways to a gated action for somebody with the validator's key, each as in the threat model. */
enum BypassApproval {
  NONE(
      "a gated action that nobody approved",
      Code.APPROVAL_MISSING,
      by -> by.held(m -> Panel.with(m, Optional.empty(), List.of()), s -> List.of())),
  FEWER(
      "one approval of two",
      Code.APPROVALS_TOO_FEW,
      by -> by.approved(s -> List.of(approval(ANNA, "anna", s)))),
  LOWER(
      "a mandate that asks for one approval",
      Code.APPROVAL_QUORUM_TOO_LOW,
      by -> by.held(m -> by.asked(m, "managers", 1), s -> List.of(approval(ANNA, "anna", s)))),
  OTHER_GROUP(
      "a mandate that asks another group",
      Code.APPROVAL_QUORUM_TOO_LOW,
      by -> by.held(m -> by.asked(m, "duty", 2), s -> List.of(approval(DORA, "dora", s)))),
  OWN_KEY(
      "approvals with the validator's own key",
      Code.APPROVER_UNKNOWN,
      by -> by.approved(s -> both(by.key(), by.key(), s))),
  STRANGER(
      "an approval with a key of one's own",
      Code.APPROVER_UNKNOWN,
      by -> by.approved(s -> both(ANNA, SigningKey.generate(), s))),
  OTHER_NAME(
      "an approval in another's name",
      Code.APPROVAL_INVALID,
      by -> by.approved(s -> both(ANNA, ANNA_TOO, s))),
  CHANGED(
      "a changed approval",
      Code.APPROVAL_INVALID,
      by -> by.approved(s -> with(s, approval(BEN, "ben", s).replaceAll("....$", "AAAA")))),
  OTHER_ACTION(
      "approvals of another action",
      Code.APPROVAL_MISMATCH,
      by -> by.approved(s -> Panel.quorum(by.firstStatement()))),
  SHOW_A_SEAL_B(
      "approvals of another body",
      Code.APPROVAL_MISMATCH,
      by -> by.approved(s -> Panel.quorum(by.shown(s, "acme/harmless")))),
  NAMES_ANOTHER(
      "an approval that names another action",
      Code.APPROVAL_MISMATCH,
      by -> by.approved(s -> with(s, verdict(BEN, "ben", s, Panel::ofAnother)))),
  OTHER_REQUESTER(
      "approvals for another requester",
      Code.APPROVAL_MISMATCH,
      by -> by.held(m -> by(m, "github:eve", "source:github"), s -> Panel.quorum(by.plain(s)))),
  SELF(
      "an approval of the requester",
      Code.APPROVER_IS_REQUESTER,
      by -> by.held(m -> by(m, "github:ben", "source:github"), Panel::quorum)),
  SELF_IN_THE_CHAIN(
      "an approval of who brought the request",
      Code.APPROVER_IS_REQUESTER,
      by -> by.held(m -> by(m, "github:octo", "GitHub:Ben"), Panel::quorum)),
  SELF_SIGNED(
      "an approval of who signed the request",
      Code.APPROVER_IS_REQUESTER,
      by -> by.held(m -> signedBy(m, "GitHub:Ben"), Panel::quorum)),
  NOT_OF_THE_GROUP(
      "an approver who is not of the group",
      Code.APPROVER_NOT_IN_GROUP,
      by -> by.approved(s -> with(s, approval(DORA, "dora", s)))),
  TWO_KEYS(
      "one person with two keys",
      Code.APPROVAL_REPEATED,
      by -> by.approved(s -> with(s, approval(ANNA_TOO, "anna", s)))),
  TWICE(
      "one approval twice",
      Code.APPROVAL_REPEATED,
      by -> by.approved(s -> with(s, approval(ANNA, "anna", s)))),
  DENIED(
      "a denial among approvals",
      Code.APPROVAL_DENIED,
      by ->
          by.approved(s ->
              List.of(
                  approval(ANNA, "anna", s),
                  approval(BEN, "ben", s),
                  verdict(CARA, "cara", s, Panel::denied)))),
  EXPIRED(
      "an approval that ends before the mandate",
      Code.APPROVAL_EXPIRED,
      by -> by.approved(s -> with(s, timed(s, 0, -Panel.SECONDS + 60)))),
  BEYOND(
      "an approval that outlives its deadline",
      Code.APPROVAL_EXPIRED,
      by -> by.approved(s -> with(s, timed(s, 0, 1)))),
  FUTURE(
      "an approval of tomorrow",
      Code.APPROVAL_NOT_YET_VALID,
      by -> by.approved(s -> with(s, timed(s, 600, 0)))),
  HOARDED(
      "a mandate that begins after its last approval",
      Code.APPROVAL_TOO_OLD,
      by -> by.approved(s -> List.of(given(ANNA, "anna", s, -60), given(BEN, "ben", s, -1)))),
  NINE("nine approvals", Code.MANDATE_MALFORMED, by -> by.crowded(Mandate.MAX_APPROVALS + 1)),
  REVOKED(
      "a revoked approver",
      Code.REVOKED,
      by -> by.approved(s -> with(s, approval(CARA, "cara", s)))),
  REUSED("approvals sealed again", Code.ALREADY_CLAIMED, Gated::again),
  REUSED_ELSEWHERE(
      "approvals sealed for another partition", Code.APPROVAL_MISPLACED, Gated::misplaced),
  BRIEF("approvals sealed for a second", Code.EXPIRED, by -> by.sealedFor(1)),
  BRIEF_AGAIN("the same sealed again, for minutes", Code.ALREADY_CLAIMED, by -> by.sealedFor(300));

  private final String text;
  private final Code code;

  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private final Function<Gated, ProducerRecord<byte[], byte[]>> record;

  BypassApproval(String text, Code code, Function<Gated, ProducerRecord<byte[], byte[]>> record) {
    this.text = text;
    this.code = code;
    this.record = record;
  }

  /** Its line in the threat model. */
  String line() {
    return "| " + text + " | `" + code.text() + "` |";
  }

  Code code() {
    return code;
  }

  ProducerRecord<byte[], byte[]> record(Gated gated) {
    return record.apply(gated);
  }

  private static List<String> both(SigningKey anna, SigningKey ben, Statement statement) {
    return List.of(approval(anna, "anna", statement), approval(ben, "ben", statement));
  }

  private static List<String> with(Statement statement, String second) {
    return List.of(approval(ANNA, "anna", statement), second);
  }

  /** Ben's approval, which begins and ends so many seconds later. */
  private static String timed(Statement statement, long begins, long ends) {
    UnaryOperator<Verdict> change =
        v -> Panel.within(v, v.issuedAt().plusSeconds(begins), v.expiresAt().plusSeconds(ends));
    return verdict(BEN, "ben", statement, change);
  }

  private static String given(SigningKey key, String person, Statement statement, long seconds) {
    return verdict(
        key,
        person,
        statement,
        v -> Panel.within(v, v.issuedAt().plusSeconds(seconds), v.expiresAt()));
  }

  private static Mandate by(Mandate mandate, String subject, String actor) {
    Parties from = mandate.parties();
    Parties to = new Parties(from.issuer(), from.audience(), subject, from.session(), actor);
    return of(mandate, to, mandate.evidence());
  }

  private static Mandate signedBy(Mandate mandate, String principal) {
    Mandate.Evidence evidence = mandate.evidence().of(principal, Optional.empty());
    return of(mandate, mandate.parties(), evidence);
  }

  private static Mandate of(Mandate mandate, Parties parties, Mandate.Evidence evidence) {
    return new Mandate(
        parties,
        mandate.id(),
        mandate.validity(),
        mandate.grant(),
        mandate.decision(),
        evidence,
        mandate.approvals(),
        mandate.hold());
  }
}
