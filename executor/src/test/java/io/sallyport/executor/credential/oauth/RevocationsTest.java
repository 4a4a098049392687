package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Giving tokens back: to a server that is slow or fails, and when the process stops. */
class RevocationsTest {
  private static final int ATTEMPTS = 3;
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path home;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Issuer issuer;
  private OauthTrial trial;

  @BeforeEach
  void startsIssuer() throws IOException {
    issuer = Issuer.start();
    trial = new OauthTrial(home, issuer.url(""));
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopsIssuer() {
    logger().detachAppender(log);
    issuer.close();
  }

  @Test
  void triesAgainUntilTheTokenIsRevoked() {
    issuer.failRevocations(ATTEMPTS - 1);

    OauthTrial.lease(trial.credential()).close();

    assertThat(issuer.live()).isEmpty();
    assertThat(issuer.calls("/revoke")).hasSize(ATTEMPTS);
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void givesUpAfterItsAttemptsAndSaysSoWithoutTheToken() {
    issuer.failRevocations(ATTEMPTS);

    OauthTrial.lease(trial.credential()).close();

    assertThat(issuer.calls("/revoke")).hasSize(ATTEMPTS);
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.UNREVOKED);
    assertThat(log.list)
        .isNotEmpty()
        .allSatisfy(said ->
            assertThat(said.getFormattedMessage())
                .contains("credential ci", "not revoked in 3 attempts")
                .doesNotContain("t0ken", "s3cret"));
  }

  @Test
  void slowServerDelaysTheOutcomeByOneTimeoutOnly() {
    TokenCredential credential = trial.within(Duration.ofMillis(400)).credential();
    Lease lease = OauthTrial.lease(credential);
    issuer.before(() -> Thread.sleep(LONG));
    Instant before = Instant.now();

    lease.close();

    assertThat(Duration.between(before, Instant.now()))
        .isBetween(Duration.ofMillis(300), Duration.ofMillis(1_500));
    assertThat(trial.events()).containsExactly(Event.GRANTED);
    await().untilAsserted(() -> assertThat(trial.events()).contains(Event.UNREVOKED));
  }

  @Test
  void tokenKeepsItsPlaceUntilItIsRevoked() {
    TokenCredential credential = trial.within(Duration.ofMillis(400)).credential();
    Lease first = OauthTrial.lease(credential);
    Lease second = OauthTrial.lease(credential);
    issuer.before(() -> Thread.sleep(LONG));
    first.close();
    issuer.before(() -> {});

    assertThat(credential.lease(OauthTrial.request("staging", Duration.ofMillis(1)))).isEmpty();
    OauthTrial.lease(credential).close();
    second.close();
    assertThat(issuer.most()).isEqualTo(2);
    assertThat(issuer.live()).isEmpty();
  }

  @Test
  void takesBackWhatIsLentWhenTheProcessStops() {
    TokenCredential credential = trial.credential();
    Lease lease = OauthTrial.lease(credential);

    credential.close(OauthTrial.TIMEOUT);

    assertThat(issuer.live()).isEmpty();
    lease.close();
    assertThat(issuer.calls("/revoke")).hasSize(1);
  }

  @Test
  void stopsWaitingForSlowServerWhenTheProcessStops() {
    TokenCredential credential = trial.within(LONG).credential();
    OauthTrial.lease(credential);
    issuer.before(() -> Thread.sleep(LONG));
    Instant before = Instant.now();

    credential.close(Duration.ofMillis(200));

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void lendsNothingOnceTheProcessStops() {
    TokenCredential credential = trial.credential();
    credential.close(Duration.ZERO);

    assertThat(credential.lease(OauthTrial.request("staging", OauthTrial.PATIENCE))).isEmpty();
    assertThat(issuer.calls("/token")).isEmpty();
  }

  /** It was asked for before the process stopped and comes after. */
  @Test
  void revokesWhatIsGrantedWhileTheProcessStops() {
    TokenCredential credential = trial.credential();
    issuer.before(() -> credential.close(Duration.ZERO));

    assertThat(credential.lease(OauthTrial.request("staging", OauthTrial.PATIENCE))).isEmpty();
    await().untilAsserted(() -> assertThat(issuer.live()).isEmpty());
    assertThat(issuer.calls("/revoke")).hasSize(1);
  }

  @Test
  void logsRefusalsWithoutSecrets() {
    issuer.spoil(answer -> answer.put("refresh_token", "r3fresh").put("scope", "s3cret-scope"));
    trial.credential().lease(OauthTrial.request("staging", OauthTrial.PATIENCE));
    trial.file("client-secret", "an0ther");
    trial.credential().lease(OauthTrial.request("staging", OauthTrial.PATIENCE));

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(said -> said.contains("no lease"))
        .hasSize(2)
        .allSatisfy(said ->
            assertThat(said).doesNotContain("t0ken", "r3fresh", "s3cret", "an0ther", "staging"));
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.sallyport.executor.credential.token");
  }
}
