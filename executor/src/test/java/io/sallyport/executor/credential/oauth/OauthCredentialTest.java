package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases against an authorization server that counts the tokens that live. */
@Tag("NHI7")
class OauthCredentialTest {
  @TempDir private Path home;
  private Issuer issuer;
  private OauthTrial trial;

  @BeforeEach
  void startsIssuer() throws IOException {
    issuer = Issuer.start();
    trial = new OauthTrial(home, issuer.url(""));
  }

  @AfterEach
  void stopsIssuer() {
    issuer.close();
  }

  @Test
  void lendsTokenThatLivesAsLongAsTheLease() {
    TokenCredential credential = trial.credential();

    String bearer;
    try (Lease lease = OauthTrial.lease(credential)) {
      bearer = lease.bearer();
      assertThat(issuer.live()).containsExactly(bearer.substring("Bearer ".length()));
    }

    assertThat(issuer.live()).isEmpty();
    assertThat(issuer.calls("/revoke")).hasSize(1);
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void asksForTheScopesOfTheActionOnly() {
    TokenCredential credential = trial.credential("deploy:{environment}", "build:{build}");

    try (Lease lease = OauthTrial.lease(credential)) {
      assertThat(issuer.calls("/token").getFirst().form())
          .containsOnly(
              Map.entry("grant_type", "client_credentials"),
              Map.entry("scope", "deploy:staging build:7"));
      assertThat(lease.terms().orElseThrow().scope()).contains("deploy:staging build:7");
      assertThat(lease.terms().orElseThrow().credential()).isEqualTo("ci");
    }
  }

  @Test
  void valueThatCannotStandInScopeIsNotAskedFor() {
    assertThat(trial.credential().lease(request("staging admin"))).isEmpty();
    assertThat(issuer.calls("/token")).isEmpty();
    assertThat(trial.events()).containsExactly(Event.REFUSED);
  }

  @Test
  void revokesAlsoWhenTheHandlerThrows() {
    TokenCredential credential = trial.credential();

    assertThatThrownBy(() -> performBadly(credential)).hasMessage("a bug");

    assertThat(issuer.live()).isEmpty();
  }

  @Test
  void endedLeaseIsUseless() {
    Lease lease = OauthTrial.lease(trial.credential());
    lease.close();
    lease.close();

    assertThatThrownBy(lease::bearer).isInstanceOf(IllegalStateException.class);
    assertThat(issuer.calls("/revoke")).hasSize(1);
  }

  @Test
  void namesEachLeaseAnewAndNotByItsToken() {
    TokenCredential credential = trial.credential();
    try (Lease first = OauthTrial.lease(credential);
        Lease second = OauthTrial.lease(credential)) {
      assertThat(first.terms().orElseThrow().id())
          .isNotEqualTo(second.terms().orElseThrow().id())
          .matches("[0-9a-f]{32}");
      assertThat(first.terms().orElseThrow().toString()).doesNotContain("t0ken");
    }
  }

  @Test
  void refusesAndRevokesWiderGrant() {
    issuer.spoil(answer -> answer.put("scope", "deploy:staging deploy:production"));

    assertThat(trial.credential().lease(request("staging"))).isEmpty();

    await().untilAsserted(() -> assertThat(issuer.live()).isEmpty());
    assertThat(issuer.calls("/revoke")).hasSize(1);
    await()
        .untilAsserted(
            () -> assertThat(trial.events()).containsExactly(Event.REFUSED, Event.REVOKED));
  }

  @Test
  void recordsNarrowerGrant() {
    issuer.spoil(answer -> answer.put("scope", "deploy:staging"));

    try (Lease lease = OauthTrial.lease(trial.credential("deploy:{environment}", "more"))) {
      assertThat(lease.terms().orElseThrow().scope()).contains("deploy:staging");
    }
  }

  @Test
  void refusesAndRevokesTokenWithoutExpiry() {
    issuer.spoil(answer -> answer.remove("expires_in"));

    assertThat(trial.credential().lease(request("staging"))).isEmpty();
    await().untilAsserted(() -> assertThat(issuer.live()).isEmpty());
  }

  @Test
  void refusesAndRevokesRefreshToken() {
    issuer.spoil(answer -> answer.put("refresh_token", "r3fresh"));

    assertThat(trial.credential().lease(request("staging"))).isEmpty();

    await()
        .untilAsserted(() ->
            assertThat(issuer.calls("/revoke"))
                .extracting(
                    call -> call.form().get("token") + " " + call.form().get("token_type_hint"))
                .containsExactly("t0ken-1 access_token", "r3fresh refresh_token"));
  }

  @Test
  void lendsNoMoreThanItsLimit() {
    TokenCredential credential = trial.credential();
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < OauthTrial.LEASES; i++) {
      leases.add(OauthTrial.lease(credential));
    }

    assertThat(credential.lease(OauthTrial.request("staging", Duration.ofMillis(20)))).isEmpty();
    leases.removeFirst().close();
    leases.add(OauthTrial.lease(credential));
    leases.forEach(Lease::close);

    assertThat(issuer.most()).isEqualTo(OauthTrial.LEASES);
    assertThat(issuer.live()).isEmpty();
  }

  @Test
  void waitsForSlowServerUpToTheActionsPatienceOnly() {
    issuer.before(() -> Thread.sleep(Duration.ofSeconds(20)));
    TokenCredential credential = trial.within(Duration.ofSeconds(10)).credential();
    Instant before = Instant.now();

    assertThat(credential.lease(OauthTrial.request("staging", Duration.ofMillis(300)))).isEmpty();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void waitsForSlowServerUpToItsTimeoutOnly() {
    issuer.before(() -> Thread.sleep(Duration.ofSeconds(20)));
    TokenCredential credential = trial.within(Duration.ofMillis(300)).credential();
    Instant before = Instant.now();

    assertThat(credential.lease(request("staging"))).isEmpty();
    assertThat(Duration.between(before, Instant.now())).isLessThan(OauthTrial.PATIENCE);
  }

  @Test
  void readsReplacedSecret() {
    TokenCredential credential = trial.credential();
    trial.file("client-secret", "another");
    Optional<Lease> withAnother = credential.lease(request("staging"));
    trial.file("client-secret", Issuer.SECRET);

    assertThat(withAnother).isEmpty();
    OauthTrial.lease(credential).close();
  }

  @Test
  void secretThatOthersCanReadIsNotUsed() throws IOException {
    TokenCredential credential = trial.credential();
    Files.setPosixFilePermissions(
        home.resolve("client-secret"), PosixFilePermissions.fromString("rw-r-----"));

    assertThat(credential.lease(request("staging"))).isEmpty();
    assertThat(issuer.calls("/token")).isEmpty();
  }

  @Test
  void exchangesSubjectTokenForNarrowerOne() {
    TokenCredential credential =
        trial.exchanging("subj3ct").forResource("https://ci.example.com/").credential();

    OauthTrial.lease(credential).close();

    assertThat(issuer.calls("/token").getFirst().form())
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
        .containsEntry("subject_token", "subj3ct")
        .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")
        .containsEntry("requested_token_type", TokenAnswer.ACCESS_TOKEN)
        .containsEntry("resource", "https://ci.example.com/")
        .containsEntry("scope", "deploy:staging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t0ken-1", Issuer.SECRET, "s3cret%2B"})
  void neverShowsSecrets(String secret) {
    TokenCredential credential = trial.credential();
    try (Lease lease = OauthTrial.lease(credential)) {
      assertThat(lease + " " + credential + " " + lease.terms()).doesNotContain(secret);
    }
  }

  private static void performBadly(TokenCredential credential) {
    try (Lease lease = OauthTrial.lease(credential)) {
      throw new IllegalStateException(lease.bearer().isEmpty() ? "" : "a bug");
    }
  }

  private static LeaseRequest request(String environment) {
    return OauthTrial.request(environment, OauthTrial.PATIENCE);
  }
}
