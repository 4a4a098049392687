package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Leases of a GitHub App, against a server after GitHub's public reference. */
class InstallationTest {
  @TempDir private Path home;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Github github;
  private GithubTrial trial;

  @BeforeEach
  void startsServer() throws IOException {
    github = Github.start();
    trial = new GithubTrial(home, github.origin());
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopsServer() {
    logger().detachAppender(log);
    github.close();
  }

  @Test
  void lendsTokenThatLivesAsLongAsTheLease() {
    try (Lease lease = lease("web").orElseThrow()) {
      assertThat(github.live()).containsExactly(lease.bearer().substring("Bearer ".length()));
    }

    assertThat(github.live()).isEmpty();
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void asksForOneRepositoryAndTheDeclaredPermissions() {
    try (Lease lease = lease("web").orElseThrow()) {
      assertThat(lease.terms().orElseThrow().scope())
          .contains("example/web contents:read deployments:write metadata:read");
    }

    assertThat(github.calls("POST").getFirst().body())
        .isEqualTo(
            "{\"repositories\":[\"web\"],"
                + "\"permissions\":{\"contents\":\"read\",\"deployments\":\"write\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "{repository}, example/web",
    "'{owner}/{repository}', web",
    "example/{repository}, web",
    "api.{repository}, example",
    "web, anything",
    "{repository}, -_."
  })
  void takesNameWithItsOwnerOrWithout(String template, String value) {
    GithubTrial.lease(trial.credential(template), value).orElseThrow().close();

    assertThat(github.live()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "other/web",
        "Example/web",
        "/web",
        "example/",
        "example/web/x",
        "web.git",
        "web,api",
        "we b",
        "web~",
        "example/web example/api"
      })
  void asksForNothingWhereTheValueIsNoRepositoryOfTheOwner(String value) {
    assertThat(lease(value)).isEmpty();
    assertThat(github.calls("POST")).isEmpty();
    assertThat(trial.events()).containsExactly(Event.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-59, 59})
  void standsClocksThatAreAPart(long seconds) {
    github.skew(Duration.ofSeconds(seconds));

    assertThat(lease("web")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {-61, 60})
  void clocksThatAreFurtherApartGiveNoLease(long seconds) {
    github.skew(Duration.ofSeconds(seconds));

    assertThat(lease("web")).isEmpty();
    assertThat(said()).contains("GitHub answered 401; look at clientId");
  }

  @Test
  void usesTokensOfTheLongFormat() {
    github.prefix("ghs_123456_" + "eyJ0eXAi.eyJpc3Mi.".repeat(30));

    lease("web").orElseThrow().close();

    assertThat(github.live()).isEmpty();
  }

  @Test
  void refusesAndRevokesTokenForAllRepositories() {
    assertRefusesAndRevokes(answer -> answer.put("repository_selection", "all"));
  }

  @Test
  void refusesAndRevokesTokenForAnotherRepository() {
    assertRefusesAndRevokes(answer ->
        ((ObjectNode) answer.path("repositories").get(0)).put("full_name", "example/api"));
  }

  @Test
  void refusesAndRevokesTokenOfMorePermissions() {
    assertRefusesAndRevokes(
        answer -> ((ObjectNode) answer.path("permissions")).put("contents", "write"));
  }

  private void assertRefusesAndRevokes(Consumer<ObjectNode> how) {
    github.spoil(how);

    assertThat(lease("web")).isEmpty();
    await().untilAsserted(() -> assertThat(github.live()).isEmpty());
    await()
        .untilAsserted(
            () -> assertThat(trial.events()).containsExactly(Event.REFUSED, Event.REVOKED));
  }

  @Test
  void revokesTokenOfAnAnswerThatIsNot201() {
    assertThat(lease("web")).isPresent();
    ObjectNode body = StrictJson.object().put("token", "ghs_t0ken-1");
    github.answerInstead(Optional.of(new Github.Answer(200, Map.of(), body)));

    assertThat(lease("web")).isEmpty();
    await().untilAsserted(() -> assertThat(github.live()).isEmpty());
  }

  @Test
  void triesRevocationAgain() {
    github.failRevocations(503, 2);

    lease("web").orElseThrow().close();

    assertThat(github.live()).isEmpty();
    assertThat(github.calls("DELETE")).hasSize(3);
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void countsRevocationThatFailed() {
    github.failRevocations(503, 3);

    lease("web").orElseThrow().close();

    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.UNREVOKED);
    assertThat(said()).contains("not revoked in 3 attempts");
  }

  /** 401 may also say that GitHub does not know a young token yet. */
  @ParameterizedTest
  @ValueSource(ints = {200, 202, 401, 403, 404, 429})
  void takesNothingBut204ForRevoked(int status) {
    github.failRevocations(status, 3);

    lease("web").orElseThrow().close();

    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.UNREVOKED);
  }

  @Test
  void takesBackWhatIsLentWhenTheProcessStops() {
    TokenCredential credential = trial.credential();
    assertThat(GithubTrial.lease(credential, "web")).isPresent();

    credential.close(Duration.ofSeconds(2));

    assertThat(github.live()).isEmpty();
    assertThat(GithubTrial.lease(credential, "web")).isEmpty();
  }

  private Optional<Lease> lease(String repository) {
    return GithubTrial.lease(trial.credential(), repository);
  }

  private String said() {
    StringBuilder said = new StringBuilder();
    log.list.forEach(each -> said.append(each.getFormattedMessage()).append('\n'));
    return said.toString();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.sallyport.executor.credential");
  }
}
