package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.credential.oauth.OauthTrial;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a minter lends for what it is shown; how a lease ends is in {@link LentTest}. */
class MintTest {
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");

  @TempDir private Path home;
  private Issuer issuer;
  private MintTrial minter;

  @BeforeEach
  void opens() throws IOException {
    issuer = Issuer.start();
    minter = new MintTrial(home, new OauthTrial(home, issuer.url("")).credential());
  }

  @AfterEach
  void closes() throws IOException {
    minter.close();
    Awaitility.await().until(() -> issuer.live().isEmpty());
    issuer.close();
  }

  @Test
  void lendsWhatTheActionIsNarrowedTo() throws IOException {
    MintAnswer answer = minter.ask(minter.genuine("delivery"));

    assertThat(answer).isInstanceOf(MintAnswer.Lent.class);
    assertThat(issuer.calls("/token"))
        .singleElement()
        .satisfies(call -> assertThat(call.form()).containsEntry("scope", "deploy:staging"));
  }

  @Test
  void lendsNothingForAForgedMandate() throws IOException {
    Seal other = new Seal(SigningKey.generate(), MintTrial.ENVIRONMENT, MintTrial.TOPIC);
    SealedRecord forged =
        MintTrial.of(other.record("delivery", "staging", 0, UnaryOperator.identity()));

    refuses(minter.ask(forged), Code.KEY_UNKNOWN);
  }

  @Test
  void lendsNothingForAMandateThatIsOver() throws IOException {
    refuses(minter.ask(minter.record("delivery", old -> issued(old, -900))), Code.EXPIRED);
  }

  @Test
  void lendsNothingForAnotherCell() throws IOException {
    Seal other = new Seal(minter.key, MintTrial.ENVIRONMENT, MintTrial.TOPIC, "payments");
    SealedRecord record =
        MintTrial.of(other.record("delivery", "staging", 0, UnaryOperator.identity()));

    refuses(minter.ask(record), Code.AUDIENCE_MISMATCH);
  }

  @Test
  void lendsNothingForARecordThatWasChanged() throws IOException {
    SealedRecord genuine = minter.genuine("delivery");
    SealedRecord moved =
        new SealedRecord(genuine.topic(), 1, genuine.key(), genuine.value(), genuine.mandate());

    refuses(minter.ask(moved), Code.RECORD_PARTITION_MISMATCH);
  }

  @Test
  void lendsOnce() throws IOException {
    SealedRecord genuine = minter.genuine("delivery");
    try (FrameChannel channel = minter.connect()) {
      assertThat(MintTrial.ask(channel, MintTrial.lend("ci", genuine)))
          .isInstanceOf(MintAnswer.Lent.class);
      refuses(minter.ask(genuine), Code.LEASE_REPEATED);
    }

    refuses(minter.ask(genuine), Code.LEASE_REPEATED);
    assertThat(issuer.calls("/token")).hasSize(1);
  }

  @Test
  void lendsNoOtherCredentialThanTheHandlers() throws IOException {
    try (FrameChannel channel = minter.connect()) {
      refuses(
          MintTrial.ask(channel, MintTrial.lend("production", minter.genuine("delivery"))),
          Code.LEASE_MISMATCH);
    }
  }

  @Test
  void lendsNothingForAClaimThatIsOver() throws IOException {
    try (FrameChannel channel = minter.connect()) {
      refuses(
          MintTrial.ask(channel, MintTrial.lend("ci", minter.genuine("delivery"), Instant.EPOCH)),
          Code.DEADLINE_PASSED);
    }
  }

  @Test
  void lendsNothingForWhatIsRevoked() throws IOException {
    minter.standing.revoke(GITHUB);

    refuses(minter.ask(minter.genuine("delivery")), Code.REVOKED);
  }

  @Test
  void lendsNothingWhileNobodyKnowsWhatIsRevoked() throws IOException {
    minter.standing.unconfirmed();

    refuses(minter.ask(minter.genuine("delivery")), Code.REVOCATIONS_STALE);
    assertThat(issuer.calls("/token")).isEmpty();
  }

  @Test
  void asksNoIssuerForWhatIsRevokedSinceItWasVerified() throws IOException {
    minter.standing.onConfirmation(() -> minter.standing.revoke(GITHUB));

    refuses(minter.ask(minter.genuine("delivery")), Code.REVOKED);
    assertThat(issuer.calls("/token")).isEmpty();
  }

  @Test
  void lendsNothingWhenTheIssuerGivesNothing() throws IOException {
    issuer.knowsClientBy(call -> false);
    SealedRecord genuine = minter.genuine("delivery");
    assertThat(minter.ask(genuine)).isEqualTo(new MintAnswer.Refused(Code.LEASE_FAILED));
    issuer.knowsClientBy(call -> true);

    assertThat(minter.ask(genuine)).isInstanceOf(MintAnswer.Lent.class);
  }

  private void refuses(MintAnswer answer, Code code) {
    assertThat(answer).isEqualTo(new MintAnswer.Refused(code));
    assertThat(minter.metrics.text())
        .contains("sallyport_minter_requests_total{result=\"" + code.text() + "\"}");
  }

  private static Mandate issued(Mandate mandate, long seconds) {
    Mandate.Validity validity = mandate.validity();
    return new Mandate(
        mandate.parties(),
        mandate.id(),
        new Mandate.Validity(
            validity.issuedAt().plusSeconds(seconds),
            validity.notBefore().plusSeconds(seconds),
            validity.expiresAt().plusSeconds(seconds)),
        mandate.grant(),
        mandate.decision(),
        mandate.evidence(),
        mandate.approvals(),
        mandate.hold());
  }
}
