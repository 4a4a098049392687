package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that ask what came before in the session, at the real desk with its real store. */
@Tag("AARM-R2")
@Tag("AARM-R3")
@Tag("ASI06")
class SessionTest {
  private static final String PRINCIPAL = "source:github";
  private static final DeskKey OWNER = DeskKey.ofPrincipal("github", PRINCIPAL);
  private static final SessionId SESSION = SessionId.of("github", PRINCIPAL, "s");

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
    People.approvers(directory);
    addSession(directory);
  }

  /** The demo's rule, within a session. */
  static void addSession(Path directory) {
    Bundles.replace(
        directory,
        "rule-deploy-on-push.yaml",
        "  ttl: 10m",
        "  session: {id: event.session.id, started: timestamp(event.session.started),"
            + " intent: event.session.intent, lifetime: 30m, maxActions: 5, perPrincipal: 2}\n"
            + "  ttl: 10m");
  }

  /** A desk whose policy denies where {@code when} holds. */
  private Office denies(String when) {
    statement("{id: s, effect: deny, when: \"" + when + "\"}");
    return new Office(Bundles.read(directory));
  }

  private void statement(String statement) {
    Bundles.replace(
        directory, "policy-deploy.yaml", "  statements:", "  statements:\n    - " + statement);
  }

  static String push(String sid, Instant started, int number) {
    String body =
        Demo.push("acme/shop", number % 2 == 0 ? "main" : "release", "%040x".formatted(number));
    return body.replaceFirst(
        "\\{",
        "{\"session\": {\"id\": \"%s\", \"started\": \"%s\", \"intent\": \"fix the till\"}, "
            .formatted(sid, started));
  }

  private static ReceiptBody.Ruled push(Office office, String sid, int number) {
    return office.decide(office.refer(push(sid, Demo.NOW, number)));
  }

  private static Code code(Office office, String sid, int number) {
    return push(office, sid, number).ruling().code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "session.actions >= 2",
        "session.pending >= 2",
        "session.types.exists(t, session.types[t] >= 2)",
        "session.effects['write'] == 2",
        "session.targets == 2",
        "session.actions > 0 && session.sameTarget == 1",
        "now - session.started < duration('1m') && session.actions == 2",
        "session.claimed.intent == 'fix the till' && session.actions == 2",
      })
  void asksWhatCameBefore(String when) {
    Office office = denies(when);

    assertThat(code(office, "s", 0)).isEqualTo(Code.PERMITTED);
    assertThat(code(office, "s", 1)).isEqualTo(Code.PERMITTED);

    assertThat(code(office, "s", 2)).isEqualTo(Code.DENIED_BY_STATEMENT);
    assertThat(code(office, "other", 2)).as("another session").isEqualTo(Code.PERMITTED);
  }

  @ParameterizedTest
  @EnumSource(OutcomeResult.class)
  void asksHowItEnded(OutcomeResult result) {
    Office office = denies("session.outcomes['" + result.name() + "'] > 0");
    Output first = office.refer(push("s", Demo.NOW, 0));
    office.decide(first);
    assertThat(code(office, "s", 1)).isEqualTo(Code.PERMITTED);

    assertThat(office.tell(first, result)).isEqualTo("remembered");
    assertThat(office.tell(first, OutcomeResult.FAILED)).as("once").isEqualTo("over");

    assertThat(code(office, "s", 2)).isEqualTo(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void believesNobodyButTheExecutorOfTheCell() {
    Office office = denies("session.outcomes['FAILED'] > 0");
    Output first = office.refer(push("s", Demo.NOW, 0));
    office.decide(first);
    Told.Of of = office.of(first);
    String issuer = Demo.ENVIRONMENT.cell("deployments");

    assertThat(
            office.tell(
                first.key(), Told.outcome(Demo.MANDATE_KEY, issuer, of, OutcomeResult.FAILED)))
        .isEqualTo(Code.OUTCOME_INVALID.text());
    String real = Told.outcome(Demo.EXECUTOR_KEY, issuer, of, OutcomeResult.FAILED);
    DeskKey elsewhere = DeskKey.ofPrincipal("github", "agent:other");
    assertThat(office.tell(elsewhere.bytes(), real)).isEqualTo(Code.OUTCOME_MISPLACED.text());
    Told.Of another = new Told.Of(of.id(), "deployments", "desk-0/99");
    assertThat(
            office.tell(
                first.key(),
                Told.outcome(Demo.EXECUTOR_KEY, issuer, another, OutcomeResult.FAILED)))
        .isEqualTo("over");

    assertThat(code(office, "s", 1)).isEqualTo(Code.PERMITTED);
  }

  /** Nobody performs what was denied, so nobody can tell how it ended. */
  @Test
  void believesNothingOfWhatWasDenied() {
    Office office = denies("session.actions >= 1");
    office.decide(office.refer(push("s", Demo.NOW, 0)));
    Output denied = office.refer(push("s", Demo.NOW, 1));
    office.decide(denied);
    Map<String, String> kept = office.kept();

    assertThat(office.tell(denied, OutcomeResult.SUCCEEDED)).isEqualTo("over");
    assertThat(office.kept()).isEqualTo(kept);
  }

  @Test
  void believesNothingOfAnotherCell() {
    Office office = denies("session.outcomes['FAILED'] > 0");
    Output first = office.refer(push("s", Demo.NOW, 0));
    office.decide(first);
    Told.Of of = new Told.Of(Office.id(first), "payments", office.of(first).decision());
    String issuer = Demo.ENVIRONMENT.cell("payments");
    String forged = Told.outcome(Demo.PAYMENTS_KEY, issuer, of, OutcomeResult.FAILED);

    assertThat(office.tell("payments", 0, first.key(), forged)).isEqualTo("over");
    assertThat(code(office, "s", 1)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void mandateAndReceiptNameTheSession() {
    Office office = denies("session.actions > 1");
    Output referred = office.refer(push("s", Demo.NOW, 0));

    ReceiptBody.Ruled first = office.decide(referred);
    ReceiptBody.Ruled second = push(office, "s", 1);

    assertThat(referred.key()).isEqualTo(OWNER.bytes());
    Mandate mandate = mandate(office.written().getFirst());
    assertThat(mandate.parties().session()).contains(SESSION.text());
    assertThat(mandate.desk()).contains(OWNER);
    SessionHead one = first.ruling().session().orElseThrow();
    SessionHead two = second.ruling().session().orElseThrow();
    assertThat(one.id()).isEqualTo(SESSION);
    assertThat(one.entries()).isEqualTo(1);
    assertThat(two.entries()).isEqualTo(2);
    assertThat(two.head()).isNotEqualTo(one.head());
  }

  private static Mandate mandate(Output sealed) {
    PinnedKey pinned = PinnedKey.active(Demo.MANDATE_KEY.jwk(), Typ.MANDATE, Set.of("deployments"));
    JwsVerifier verifier =
        new JwsVerifier(List.of(pinned), Typ.MANDATE, "deployments", Mandate.MAX_SIZE);
    String jws = Optional.ofNullable(sealed.headers().get(Headers.MANDATE)).orElseThrow();
    return switch (verifier.verify(jws, Demo.NOW)) {
      case JwsVerifier.Result.Verified verified ->
          MandateCodec.parse(verified.payload()).orElseThrow();
      case JwsVerifier.Result.Refused refused -> throw new AssertionError(refused.code());
    };
  }

  @Test
  void whatPersonsAreAskedAboutIsInTheSession() {
    statement("{id: ask, effect: stepUp, when: session.actions > 0, group: duty, threshold: 1}");
    Office office = new Office(Bundles.read(directory));
    assertThat(code(office, "s", 0)).isEqualTo(Code.PERMITTED);

    ReceiptBody.Ruled second = push(office, "s", 1);

    assertThat(second.ruling().verdict().result()).isEqualTo(DecisionResult.HELD);
    var held = HeldCodec.parse(office.written().getLast().value().orElseThrow()).orElseThrow();
    assertThat(held.draft().parties().session()).contains(SESSION.text());
    assertThat(second.ruling().session().orElseThrow().entries()).isEqualTo(2);
  }

  @Test
  void deniesWhatIsOverFullOrTooMany() {
    Office office = denies("session.denied > 100");
    for (int i = 0; i < 5; i++) {
      assertThat(code(office, "s", i)).isEqualTo(Code.PERMITTED);
    }
    assertThat(code(office, "s", 5)).isEqualTo(Code.SESSION_FULL);
    assertThat(code(office, "t", 6)).isEqualTo(Code.PERMITTED);
    assertThat(push(office, "u", 7).ruling().session())
        .contains(SessionHead.none(SessionId.of("github", PRINCIPAL, "u")));
    assertThat(code(office, "u", 8)).isEqualTo(Code.SESSIONS_FULL);
    office.now = Demo.NOW.plus(Duration.ofMinutes(30));

    assertThat(code(office, "t", 9)).isEqualTo(Code.SESSION_EXPIRED);
    assertThat(office.decide(office.refer(push("t", office.now, 10))).ruling().code())
        .isEqualTo(Code.SESSION_CHANGED);
  }

  @Test
  void whatIsForgottenIsOver() {
    Office office = denies("session.actions > 0");
    assertThat(code(office, "s", 0)).isEqualTo(Code.PERMITTED);
    office.now = Demo.NOW.plus(Duration.ofHours(25));
    office.tick();
    assertThat(office.kept()).isEmpty();

    assertThat(code(office, "s", 1)).isEqualTo(Code.SESSION_EXPIRED);
    assertThat(office.kept()).isEmpty();
  }

  @Test
  void remembersOverARestartByteForByte() {
    Office office = denies("session.actions > 1");
    Output first = office.refer(push("s", Demo.NOW, 0));
    office.decide(first);
    office.tell(first, OutcomeResult.SUCCEEDED);
    push(office, "s", 1);
    Map<String, String> kept = office.kept();

    office.restart();

    assertThat(office.kept()).isEqualTo(kept);
    assertThat(code(office, "s", 2)).isEqualTo(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void bundleThatHasNoSessionAnyMoreDecidesNothingOfOne(@TempDir Path other) {
    Office office = denies("session.actions > 1");
    Output referred = office.refer(push("s", Demo.NOW, 0));
    Bundles.copy(other);
    Bundles.replace(
        other,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 2, per: 1h}]\n  statements:");

    office.reload(Bundles.read(other));

    assertThat(office.decide(referred).ruling().code()).isEqualTo(Code.DESK_VOID);
  }

  @Test
  void mandateEndsWithItsSession() {
    Office office = new Office(Bundles.read(directory));
    office.now = Demo.NOW.plus(Duration.ofMinutes(25));

    push(office, "s", 0);

    Mandate mandate = mandate(office.written().getLast());
    assertThat(mandate.validity().expiresAt()).isEqualTo(Demo.NOW.plus(Duration.ofMinutes(30)));
  }
}
