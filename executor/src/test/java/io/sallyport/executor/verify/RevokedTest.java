package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RevokedTest {
  private static final String SESSION = "session-7";

  private final Standing standing = new Standing();
  private final Trial trial = trial();

  private Trial trial() {
    Trial made = new Trial();
    made.parties(
        p -> new Parties(p.issuer(), p.audience(), p.subject(), Optional.of(SESSION), p.actor()));
    made.verifier =
        new Verifier(
            Trial.scope(Effect.WRITE, Duration.ofDays(1)),
            Trial.keys(PinnedKey.State.ACTIVE),
            Trial.pins(Trial.TYPE),
            Trial.NOBODY,
            standing);
    return made;
  }

  static Stream<Target> targets() {
    return Stream.of(
        Target.EVERYTHING,
        new Target(Kind.SOURCE, "github"),
        new Target(Kind.PRINCIPAL, "github:octo"),
        new Target(Kind.PRINCIPAL, "source:github"),
        new Target(Kind.SESSION, SESSION),
        new Target(Kind.RULE, "deploy-on-push"),
        new Target(Kind.ACTION_TYPE, Trial.TYPE.name()),
        new Target(Kind.CELL, Seal.CELL),
        new Target(Kind.ACTION, new Trial().mandate.id().text()),
        new Target(Kind.BUNDLE, new Trial().mandate.decision().bundle().text()));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsRevokedEndsRevoked(Target target) {
    standing.revoke(target);

    assertThat(trial.verify()).isInstanceOf(Verdict.Revoked.class);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "EVERYTHING", mode = EnumSource.Mode.EXCLUDE)
  void anotherOfTheKindChangesNothing(Kind kind) {
    standing.revoke(new Target(kind, "another"));

    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void whatARevokedKeySignedProvesNotEvenTheActionsId() {
    standing.revoke(new Target(Kind.KEY, Trial.KEY.keyId()));

    Trial.assertRejected(trial.verify(), Code.REVOKED);
  }

  @Test
  void norThatTheActionIsOver() {
    standing.revoke(new Target(Kind.KEY, Trial.KEY.keyId()));
    trial.validity(
        new Validity(
            Trial.NOW.minusSeconds(700), Trial.NOW.minusSeconds(700), Trial.NOW.minusSeconds(100)));

    Trial.assertRejected(trial.verify(), Code.REVOKED);
  }

  @Test
  void aForgeryIsRejectedWhateverIsRevoked() {
    standing.revoke(Target.EVERYTHING);
    trial.value = new byte[] {1};

    Trial.assertRejected(trial.verify(), Code.DIGEST_MISMATCH);
  }

  @Test
  void refusesWordsThatNobodyCouldRevoke() {
    trial.parties(p -> new Parties(p.issuer(), p.audience(), "two words", p.session(), p.actor()));

    Trial.assertRejected(trial.verify(), Code.MANDATE_MALFORMED);
  }
}
