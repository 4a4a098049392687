package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.expression.Evaluated.Truth;
import io.sallyport.validator.policy.Judged;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's bundle with agents that sign, and rule and policy that look at who has. */
class PrincipalTrialTest {
  private static final String PLANNER = "agent:planner";

  @TempDir private Path directory;

  @BeforeEach
  void bundle() {
    Bundles.copy(directory);
    Bundles.write(
        directory,
        "source-github.yaml",
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec:
          scheme: {preset: jws-detached, keyFiles: [keys/planner.jwk]}
          forwardHeaders: [x-jws-signature]
        """);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "action.repository == 'acme/shop'",
        "action.repository == 'acme/shop' && principal == 'agent:planner'");
  }

  @Test
  void letsPoliciesSeeTheAgent() {
    assertThat(result(sample(Optional.of(PLANNER)))).isEqualTo(DecisionResult.ALLOWED);
  }

  @Test
  void deniesAnotherAgent() {
    assertThat(result(sample(Optional.of("agent:reader")))).isEqualTo(DecisionResult.DENIED);
  }

  @Test
  void takesTheSourceWhereNoAgentIsNamed() {
    assertThat(result(sample(Optional.empty()))).isEqualTo(DecisionResult.DENIED);
  }

  @Test
  void letsRulesSeeTheAgent() {
    onlyPlannersRuleFires();

    assertThat(Trial.of(bundled()).judge(sample(Optional.of("agent:reader"))))
        .isEqualTo(new Outcome.Ignored());
  }

  @Test
  void showsWhatADeniedActionOfAnAgentWouldHaveBeen() {
    onlyPlannersRuleFires();
    Sample other =
        new Sample(
                "github",
                Bytes.utf8(Demo.push("acme/payroll", "main", "0".repeat(39) + "1")),
                Optional.empty(),
                Demo.NOW)
            .from(Optional.of(PLANNER));

    assertThat(only(Trial.of(bundled()).judge(other)).action()).isPresent();
  }

  @Test
  void explainsWithTheAgent() {
    Explainer explainer = new Explainer(bundled(), Map.of("deploy-on-push", "true"));

    List<Judged> statements =
        explainer.explain(sample(Optional.of(PLANNER))).rules().getFirst().statements();

    assertThat(statements).containsExactly(new Judged("known-repository", "permit", Truth.TRUE));
  }

  @Test
  void judgesAndExplainsOnWhoseBehalfItIsSent() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: own, effect: deny, when: \"!('agent:anna' in chain)\"}");
    Sample own = sample(Optional.of(PLANNER));
    Sample annas = own.onBehalf(Optional.of(annas("com.example.actions.Deploy")));
    Explainer explainer = new Explainer(bundled(), Map.of("deploy-on-push", "true"));

    assertThat(result(own)).isEqualTo(DecisionResult.DENIED);
    assertThat(result(annas)).isEqualTo(DecisionResult.ALLOWED);
    assertThat(explainer.explain(annas).rules().getFirst().statements())
        .contains(new Judged("own", "deny", Truth.FALSE));
  }

  @Test
  void deniesWhatWasNotHandedOn() {
    Sample other =
        sample(Optional.of(PLANNER)).onBehalf(Optional.of(annas("com.example.actions.Other")));

    assertThat(only(Trial.of(bundled()).judge(other)).code()).isEqualTo(Code.DELEGATION_SCOPE);
  }

  private static Delegation annas(String action) {
    return new Delegation(
        List.of("agent:anna", PLANNER), Demo.NOW.plusSeconds(300), Effect.WRITE, List.of(action));
  }

  @Test
  void hasNoPrincipalThatTheSourceCannotHave() {
    Trial trial = Trial.of(bundled());

    assertThatThrownBy(() -> trial.judge(sample(Optional.of("source:github"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agent:<name>");
  }

  private void onlyPlannersRuleFires() {
    Bundles.replace(
        directory,
        "rule-deploy-on-push.yaml",
        "has(event.pusher)",
        "principal == 'agent:planner' && has(event.pusher)");
  }

  private Bundle bundled() {
    return Bundles.read(directory);
  }

  private DecisionResult result(Sample sample) {
    return only(Trial.of(bundled()).judge(sample)).result();
  }

  private static Outcome.Judged only(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    return ((Outcome.Decided) outcome).decisions().getFirst();
  }

  private static Sample sample(Optional<String> principal) {
    return new Sample("github", Bytes.utf8(Demo.goodPush()), Optional.empty(), Demo.NOW)
        .from(principal);
  }
}
