package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.github.Permissions.Level;
import io.sallyport.executor.credential.token.RsaPem;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What GitHub refuses, what the log then says, and when it is asked again. */
class GithubRefusalTest {
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
  void anotherClientsIdGivesNoLease() {
    assertThat(GithubTrial.lease(trial.as("Iv23other").credential(), "web")).isEmpty();
    assertThat(said()).contains("401; look at clientId, privateKeyFile and the clock");
  }

  @Test
  void anotherKeyGivesNoLease() {
    TokenCredential credential = trial.credential();
    trial.key(RsaPem.pkcs8(RsaPem.generate(2048)));

    assertThat(GithubTrial.lease(credential, "web")).isEmpty();
    assertThat(said()).contains("401; look at clientId, privateKeyFile and the clock");
  }

  @Test
  void keyThatCannotBeReadGivesNoLease() {
    TokenCredential credential = trial.credential();
    trial.key("s3cret");

    assertThat(GithubTrial.lease(credential, "web")).isEmpty();
    assertThat(github.calls("POST")).isEmpty();
    assertThat(said())
        .contains("privateKeyFile is not an RSA private key")
        .doesNotContain("s3cret");
  }

  @Test
  void unknownInstallationGivesNoLease() {
    assertThat(GithubTrial.lease(trial.of(43).credential(), "web")).isEmpty();
    assertThat(said()).contains("404; look at api and installation");
  }

  @Test
  void suspendedInstallationGivesNoLease() {
    github.answerInstead(
        Optional.of(Github.Answer.error(403, "This installation has been suspended")));

    assertThat(lease("web")).isEmpty();
    assertThat(said()).contains("403; look whether the installation is suspended");
  }

  @Test
  void repositoryOutsideTheInstallationGivesNoLease() {
    assertThat(lease("elsewhere")).isEmpty();
    assertThat(said()).contains("422; the installation lacks").doesNotContain("elsewhere");
  }

  @Test
  void permissionThatTheAppLacksGivesNoLease() {
    Permissions wider = new Permissions(Map.of("administration", Level.WRITE));

    assertThat(GithubTrial.lease(trial.asking(wider).credential(), "web")).isEmpty();
    assertThat(said()).contains("422; the installation lacks");
  }

  @ParameterizedTest
  @CsvSource({"403, 120", "429, 120"})
  void asksNothingUntilTheRateLimitIsOver(int status, long seconds) {
    github.answerInstead(
        Optional.of(
            new Github.Answer(
                status,
                Map.of("Retry-After", String.valueOf(seconds)),
                StrictJson.object().put("message", "You have exceeded a secondary rate limit."))));
    TokenCredential credential = trial.credential();

    assertThat(GithubTrial.lease(credential, "web")).isEmpty();
    assertThat(said()).contains("GitHub's rate limit is reached (" + status + ")");
    github.answerInstead(Optional.empty());
    trial.advance(Duration.ofSeconds(seconds - 1));
    assertThat(GithubTrial.lease(credential, "web")).isEmpty();
    assertThat(github.calls("POST")).hasSize(1);
    trial.advance(Duration.ofSeconds(1));
    github.skew(Duration.ofSeconds(seconds));
    assertThat(GithubTrial.lease(credential, "web")).isPresent();
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
