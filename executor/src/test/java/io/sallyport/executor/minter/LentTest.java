package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintAnswer;
import io.sallyport.executor.credential.minted.MintRequest;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.credential.oauth.OauthTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a lease ends, whatever an executor does: asked at the issuer. */
@Tag("CSF-RS.MI")
@Timeout(30)
class LentTest {
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");

  @TempDir private Path home;
  private Issuer issuer;
  private MintTrial minter;
  private FrameChannel channel;
  private MintAnswer.Lent lent;

  @BeforeEach
  void opens() throws IOException {
    issuer = Issuer.start();
    minter = new MintTrial(home, new OauthTrial(home, issuer.url("")).credential());
    channel = minter.connect();
    lent = lend("delivery", Instant.now().plusSeconds(60));
    assertThat(issuer.live()).hasSize(1);
  }

  @AfterEach
  void closes() throws IOException {
    channel.close();
    minter.close();
    Awaitility.await().until(() -> issuer.live().isEmpty());
    issuer.close();
  }

  @Test
  void endsWhenItIsGivenBack() throws IOException {
    MintAnswer answer = MintTrial.ask(channel, new MintRequest.TakeBack(lent.terms().id()));

    assertThat(answer).isEqualTo(new MintAnswer.TakenBack());
    assertThat(issuer.live()).isEmpty();
  }

  @Test
  void endsWithItsConnection() {
    channel.close();

    Awaitility.await().until(() -> issuer.live().isEmpty());
  }

  @Test
  void endsWhenAnythingElseIsSaid() throws IOException {
    MintAnswer answer = MintTrial.ask(channel, new MintRequest.TakeBack("another-lease"));

    assertThat(answer).isEqualTo(new MintAnswer.Refused(Code.LEASE_MALFORMED));
    assertThat(issuer.live()).isEmpty();
  }

  @Test
  void endsAtTheClaimsDeadline() throws IOException {
    try (FrameChannel brief = minter.connect()) {
      Instant soon = Instant.now().plusMillis(500);
      assertThat(MintTrial.ask(brief, MintTrial.lend("ci", minter.genuine("brief"), soon)))
          .isInstanceOfSatisfying(
              MintAnswer.Lent.class,
              answer -> assertThat(answer.until()).isBefore(soon.plusNanos(1)));

      assertThatThrownBy(() -> MintTrial.answer(brief)).isInstanceOf(IOException.class);
      Awaitility.await().until(() -> issuer.live().size() == 1);
    }
  }

  @Test
  void lastsNoLongerThanTheDocumentSays() {
    assertThat(lent.until()).isBefore(Instant.now().plusSeconds(31));
  }

  @Test
  void endsWhenItsActionIsRevoked() {
    minter.standing.revoke(GITHUB);
    minter.lendings.revoked(minter.standing);

    Awaitility.await().until(() -> issuer.live().isEmpty());
  }

  @Test
  void isNotLentWhenItsActionIsRevokedWhileTheIssuerMakesIt() throws IOException {
    assertThat(askWhile(() -> minter.standing.revoke(GITHUB)))
        .isEqualTo(new MintAnswer.Refused(Code.REVOKED));
    assertThat(issuer.live()).hasSize(1);
  }

  @Test
  void isNotLentWhenNobodyKnowsAnyMoreWhatIsRevoked() throws IOException {
    assertThat(askWhile(minter.standing::unconfirmed))
        .isEqualTo(new MintAnswer.Refused(Code.REVOCATIONS_STALE));
    assertThat(issuer.live()).hasSize(1);
  }

  @Test
  void isHungUpOnWhenItsActionIsRevokedWhileTheIssuerMakesIt() {
    Runnable revocation =
        () -> {
          minter.standing.revoke(GITHUB);
          minter.lendings.revoked(minter.standing);
        };

    assertThatThrownBy(() -> askWhile(revocation)).isInstanceOf(IOException.class);
    Awaitility.await().until(() -> issuer.live().isEmpty());
  }

  @Test
  void outlastsTheRevocationOfSomethingElse() throws IOException {
    minter.standing.revoke(new Target(Target.Kind.SOURCE, "gitlab"));
    minter.lendings.revoked(minter.standing);

    assertThat(MintTrial.ask(channel, new MintRequest.TakeBack(lent.terms().id())))
        .isEqualTo(new MintAnswer.TakenBack());
  }

  @Test
  void endsWhenTheMinterStops() {
    minter.lendings.close();

    Awaitility.await().until(() -> issuer.live().isEmpty());
  }

  @Test
  void hangsUpWhereThereIsNoPlace() throws IOException {
    FrameChannel[] others = {minter.connect(), minter.connect(), minter.connect()};
    try (SocketChannel fifth = minter.socket()) {
      assertThat(fifth.read(ByteBuffer.allocate(1))).isNegative();
    }
    assertThat(minter.metrics.text()).contains("sallyport_minter_hung_up_total{reason=\"full\"} 1");
    for (FrameChannel other : others) {
      other.close();
    }

    Awaitility.await().until(() -> answers(MintTrial.lend("ci", minter.genuine("next"))));
  }

  @Test
  void waitsForNoRequestLongerThanItsPatience() throws IOException {
    Path other = home.resolve("hasty");
    Files.createDirectory(other);
    Duration brief = Duration.ofMillis(200);
    try (MintTrial hasty =
            new MintTrial(other, new OauthTrial(other, issuer.url("")).credential(), brief, 1);
        SocketChannel silent = hasty.socket()) {
      assertThat(silent.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @Test
  void answersARequestOfTheLargestSizeAndNoneAbove() throws IOException {
    byte[] largest = new byte[MintTrial.LARGEST];
    try (FrameChannel other = minter.connect()) {
      other.write(largest, Duration.ofSeconds(5));
      assertThat(MintTrial.answer(other)).isEqualTo(new MintAnswer.Refused(Code.LEASE_MALFORMED));
    }
    try (SocketChannel other = minter.socket()) {
      ByteBuffer above = ByteBuffer.allocate(Integer.BYTES).putInt(MintTrial.LARGEST + 1).flip();
      other.write(above);
      assertThat(MintTrial.answer(new FrameChannel(other)))
          .isEqualTo(new MintAnswer.Refused(Code.LEASE_MALFORMED));
    }
  }

  /** What is answered to a request when this happens while the issuer makes the lease. */
  private MintAnswer askWhile(Runnable happening) throws IOException {
    issuer.knowsClientBy(call -> {
      if (call.path().equals("/token")) {
        happening.run();
      }
      return true;
    });
    return minter.ask(minter.genuine("other"));
  }

  private boolean answers(MintRequest request) {
    try (FrameChannel other = minter.connect()) {
      return MintTrial.ask(other, request) instanceof MintAnswer.Lent;
    } catch (IOException e) {
      return false;
    }
  }

  private MintAnswer.Lent lend(String delivery, Instant deadline) throws IOException {
    return (MintAnswer.Lent)
        MintTrial.ask(channel, MintTrial.lend("ci", minter.genuine(delivery), deadline));
  }
}
