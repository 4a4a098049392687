package io.sallyport.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quotas of a policy. */
class QuotaReaderTest {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String GOOD = "id: q, key: action.environment, max: 5, per: 1h";

  @TempDir private Path bundle;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
    People.approvers(bundle);
  }

  @Test
  void readsThem() {
    quotas(
        GOOD + ", perPrincipal: 2",
        "id: asks, key: action.environment, max: 1, per: 1s, onExceeded: stepUp, group: duty,"
            + " threshold: 1, deadline: 1m",
        "id: waits, key: action.environment, max: 1, per: 1s, onExceeded: defer, deadline: 2m");

    Asked duty =
        new Asked(
            List.of(new Quorum("duty", 1)), List.of("asks"), Optional.of(Duration.ofMinutes(1)));
    assertThat(read())
        .containsExactly(
            new Quota("q", false, 5, Duration.ofHours(1), 2, new Quota.Exceeded.Deny()),
            new Quota("asks", false, 1, Duration.ofSeconds(1), 1, new Quota.Exceeded.StepUp(duty)),
            new Quota(
                "waits",
                false,
                1,
                Duration.ofSeconds(1),
                1,
                new Quota.Exceeded.Defer(Duration.ofMinutes(2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: Q, key: action.environment, max: 5, per: 1h | id: 1 to 40 of a-z",
        "id: q, key: action.commit, max: 5, per: 1h | key: a quota counts by action.environment",
        "id: q, key: principal, max: 5, per: 1h, perPrincipal: 2 | perPrincipal: each principal is",
        "id: q, key: session, max: 5, per: 1h | key: a quota counts by action.environment",
        "id: q, key: action.environment, max: 0, per: 1h | max: must be",
        "id: q, key: action.environment, max: 1001, per: 1h | max: must be",
        "id: q, key: action.environment, max: 5, per: 999ms | per: must be",
        "id: q, key: action.environment, max: 5, per: 169h | per: must be",
        "id: q, key: action.environment, max: 5, per: 1h, perPrincipal: 6 | perPrincipal: must be",
        "id: q, key: action.environment, max: 5, per: 1h, perPrincipal: 0 | perPrincipal: must be",
        "id: q, key: action.environment, max: 5, per: 1h, onExceeded: defer | deadline: the key is",
        "id: q, key: action.environment, max: 5, per: 1h, onExceeded: defer, deadline: 999ms"
            + " | deadline: must be",
        "id: q, key: action.environment, max: 5, per: 1h, onExceeded: defer, deadline: 86401s"
            + " | deadline: must be",
        "id: q, key: action.environment, max: 5, per: 1h, burst: 3 | burst: unknown",
      })
  void refusesWhatItCannotCount(String quota, String problem) {
    quotas(quota);

    assertThat(Bundles.problems(bundle)).contains("spec.quotas[0]." + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max: 1000, per: 1s", "max: 1, per: 168h"})
  void takesWhatIsAtItsLimits(String edge) {
    quotas("id: q, key: action.environment, " + edge);

    assertThat(read()).hasSize(1);
  }

  @Test
  void processSaysHowManyMayBeCounted() {
    quotas("id: q, key: action.environment, max: 7, per: 1h");

    assertThat(Bundles.problems(bundle, with(6))).contains("max: must be");
    assertThat(Bundles.problems(bundle, with(7))).isEmpty();
  }

  private static io.sallyport.validator.bundle.BundleLimits with(int max) {
    var defaults = Demo.LIMITS;
    return new io.sallyport.validator.bundle.BundleLimits(
        defaults.parsing(),
        defaults.expressions(),
        defaults.maxBody(),
        defaults.maxRules(),
        defaults.maxDecisions(),
        defaults.holds(),
        new QuotaLimits(max),
        defaults.defers());
  }

  @ParameterizedTest
  @CsvSource({"8,true", "9,false"})
  void typeHasAtMostEight(int count, boolean accepted) {
    quotas(
        IntStream.range(0, count)
            .mapToObj(i -> GOOD.replace("id: q", "id: q" + i))
            .toArray(String[]::new));

    assertThat(Bundles.problems(bundle).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void refusesTwoOfOneName() {
    quotas(GOOD, GOOD);

    assertThat(Bundles.problems(bundle)).contains("another quota of this action type has this id");
  }

  @Test
  void refusesTwoKeys() {
    quotas(GOOD, "id: other, key: principal, max: 5, per: 1h");

    assertThat(Bundles.problems(bundle))
        .contains("spec.quotas[1].key: another quota of this action type has another");
  }

  /** That changes nothing about who signed it. */
  @Test
  void takesAModifyOfTheOrderingFieldWhereItCountsPrincipals() {
    quotas("id: q, key: principal, max: 5, per: 1h");
    modifyOrder();

    assertThat(read()).extracting(Quota::isOfSender).containsExactly(true);
  }

  @Test
  void refusesAModifyThatMovesAnActionToAnotherKey() {
    quotas(GOOD);
    modifyOrder();

    assertThat(Bundles.problems(bundle))
        .contains("spec.quotas: a modify statement sets environment, by which quotas count");
  }

  private void modifyOrder() {
    Bundles.replace(
        bundle,
        POLICY,
        "  statements:",
        "  statements:\n"
            + "    - {id: m, effect: modify, when: 'true', set: {environment: \"'staging'\"}}");
  }

  private void quotas(String... quotas) {
    String list =
        List.of(quotas).stream()
            .map(quota -> "    - {" + quota + "}\n")
            .collect(Collectors.joining());
    Bundles.replace(bundle, POLICY, "  statements:", "  quotas:\n" + list + "  statements:");
  }

  private List<Quota> read() {
    Bundle read = Bundles.read(bundle);
    return Optional.ofNullable(read.policies().get("com.example.actions.Deploy"))
        .map(Policies::quotas)
        .orElse(Collections.emptyList());
  }
}
