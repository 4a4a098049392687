package io.sallyport.validator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bundle says of sessions. */
class SessionBundleTest {
  private static final String RULE = "rule-deploy-on-push.yaml";
  private static final String SESSION =
      "ttl: 10m\n  session: {id: event.session.id, started: timestamp(event.session.started)}";

  @TempDir private Path bundle;

  @BeforeEach
  void copy() {
    Bundles.copy(bundle);
  }

  @Test
  void ruleHasASessionWhereAPolicyReadsOne() {
    Bundles.replace(
        bundle, "policy-deploy.yaml", "source.name ==", "session.actions < 3 && source.name ==");
    assertThat(Bundles.problems(bundle))
        .contains(RULE)
        .contains("session: a policy about this action type reads the session");

    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION);
    assertThat(Bundles.read(bundle).rules().of("github").getFirst().session()).isPresent();
  }

  @Test
  void takesOnlyQuotasThatCountPrincipalsBesideASession() {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 1h}]\n  statements:");
    assertThat(Bundles.problems(bundle)).contains(RULE).contains("one action has one memory");

    Bundles.replace(bundle, "policy-deploy.yaml", "key: action.environment", "key: principal");

    assertThat(Bundles.problems(bundle)).isEmpty();
  }

  /** What a session remembers is the target after the change, what policies are asked is before. */
  @Test
  void refusesToChangeTheTargetThatASessionTells() {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: m, effect: modify, when: \"true\","
            + " set: {environment: \"'staging'\"}}");
    assertThat(Bundles.problems(bundle))
        .contains(RULE)
        .contains("a modify statement sets environment, by which actions of a session wait");

    Bundles.replace(
        bundle, "policy-deploy.yaml", "source.name ==", "session.sameTarget < 3 && source.name ==");
    assertThat(Bundles.problems(bundle))
        .contains("a modify statement sets environment, by which sessions tell targets");
  }

  @Test
  void refusesASessionThatNobodySigned() {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION);
    Bundles.replace(
        bundle,
        "source-github.yaml",
        "{preset: github, verifiedBy: ingest, secretFiles: [secrets/github]}",
        "{preset: none}");
    Bundles.replace(bundle, "source-github.yaml", "signedBytes, window: 75h", "none");

    assertThat(Bundles.problems(bundle)).contains("the source signs no bytes");
  }

  @Test
  void suggestsWhatIsMeant() {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION.replace("}", ", maxAction: 3}"));

    assertThat(Bundles.problems(bundle)).contains(RULE + ":").contains("did you mean 'maxActions'");
  }

  @Test
  void tellsWhereAPolicyReadsWhatNoSessionHas() {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION);
    Bundles.replace(
        bundle, "policy-deploy.yaml", "source.name ==", "session.acts < 3 && source.name ==");

    assertThat(Bundles.problems(bundle))
        .contains("policy-deploy.yaml:")
        .contains("spec.statements[0].when")
        .contains("acts");
  }

  @ParameterizedTest
  @CsvSource({
    "lifetime: 9s, false",
    "lifetime: 10s, true",
    "lifetime: 24h, true",
    "lifetime: 86401s, false",
    "maxActions: 0, false",
    "maxActions: 1, true",
    "maxActions: 1000, true",
    "maxActions: 1001, false",
    "perPrincipal: 0, false",
    "perPrincipal: 1, true",
    "perPrincipal: 1000, true",
    "perPrincipal: 1001, false"
  })
  void boundsASession(String limit, boolean isAllowed) {
    Bundles.replace(bundle, RULE, "ttl: 10m", SESSION.replace("}", ", " + limit + "}"));

    if (isAllowed) {
      assertThat(Bundles.read(bundle).rules().of("github")).hasSize(1);
    } else {
      assertThat(Bundles.problems(bundle)).contains("session." + limit.split(":", 2)[0]);
    }
  }
}
