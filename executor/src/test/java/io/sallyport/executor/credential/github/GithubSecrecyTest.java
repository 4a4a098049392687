package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.token.RsaPem;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Keys, proofs and tokens stand in no log at its finest, no exception and no text form. */
@Tag("NHI2")
class GithubSecrecyTest {
  private static final String CANARY = "c4nary";

  @TempDir private Path home;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level usual = root.getLevel();
  private Github github;

  @BeforeEach
  void listens() throws IOException {
    github = Github.start();
    github.prefix("ghs_" + CANARY);
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stops() {
    root.setLevel(usual);
    root.detachAppender(log);
    github.close();
  }

  @Test
  void showsNoSecretAnywhere() {
    GithubTrial trial = new GithubTrial(home, github.origin());
    TokenCredential credential = trial.credential();
    StringBuilder shown = new StringBuilder();
    Lease lease = GithubTrial.lease(credential, "web").orElseThrow();
    shown.append(lease).append(lease.terms()).append(credential).append(credential.issuer());
    shown.append(((Installation) credential.issuer()).spec());
    github.failRevocations(503, 3);
    lease.close();
    shown.append(catchThrowable(lease::bearer));
    refusals(trial, credential);
    log.list.forEach(each -> shown.append(each.getFormattedMessage()).append(trace(each)));

    assertThat(log.list).hasSizeGreaterThanOrEqualTo(5);
    assertThat(shown.toString())
        .contains("no lease", "not revoked")
        .doesNotContain(CANARY, "Bearer", "eyJ")
        .doesNotContain(RsaPem.pkcs1(Github.KEY).lines().skip(1).limit(5).toList())
        .doesNotContain(proofs());
  }

  /** An answer that is wider, one that is none, a limit, and a file that holds no key. */
  private void refusals(GithubTrial trial, TokenCredential credential) {
    github.spoil(answer -> answer.put("repository_selection", CANARY));
    GithubTrial.lease(credential, "web");
    github.answerInstead(Optional.of(Github.Answer.error(500, CANARY)));
    GithubTrial.lease(credential, "web");
    github.answerInstead(
        Optional.of(
            new Github.Answer(
                429, Map.of("X-Request-Id", CANARY), StrictJson.object().put("message", CANARY))));
    GithubTrial.lease(credential, CANARY);
    trial.key(CANARY);
    GithubTrial.lease(trial.credential(), "web");
  }

  private List<String> proofs() {
    return github.calls("POST").stream().map(call -> call.header("Authorization")).toList();
  }

  private static String trace(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
  }
}
