package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.constraint.Violation;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.Demo;
import io.sallyport.validator.policy.Judged;
import io.sallyport.validator.trial.Explanation.Firing;
import io.sallyport.validator.trial.Explanation.Part;
import io.sallyport.validator.trial.Explanation.Tried;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final String HAS = "has(event.pusher)";
  private static final String REF = "event.ref in ['refs/heads/main', 'refs/heads/release']";
  private static final String COMMIT = "0".repeat(39) + "1";

  private final Explainer explainer =
      new Explainer(Demo.bundle(), Map.of("deploy-on-push", HAS + " && " + REF));

  @Test
  void tellsEachStepOfAnAllowedAction() {
    Tried tried = tried(Demo.goodPush());

    assertThat(tried.firing()).isEqualTo(Firing.FIRES);
    assertThat(tried.parts()).containsExactly(part("", HAS, "true"), part("&&", REF, "true"));
    assertThat(tried.proposed().orElseThrow().path("environment").asText()).isEqualTo("staging");
    assertThat(tried.statements()).extracting(Judged::id).containsExactly("known-repository");
    assertThat(tried.judged().orElseThrow().code()).isEqualTo(Code.PERMITTED);
  }

  @Test
  void tellsWhichPartDoesNotHold() {
    Tried tried = tried(Demo.push("acme/shop", "topic", COMMIT));

    assertThat(tried.firing()).isEqualTo(Firing.STAYS_SILENT);
    assertThat(tried.parts()).extracting(Part::value).containsExactly("true", "false");
    assertThat(tried.judged()).isEmpty();
  }

  @Test
  void tellsWhatIsMissing() {
    Tried tried = tried("{\"pusher\": {}}");

    assertThat(tried.parts()).extracting(Part::value).containsExactly("true", "missing");
  }

  @Test
  void tellsAllViolationsAndNotTheFirstOnly() {
    Tried tried = tried(Demo.push("ACME", "main", "HEAD"));

    assertThat(tried.violations())
        .containsExactly(
            new Violation("/repository/full_name", Code.CONSTRAINT_PATTERN),
            new Violation("/after", Code.CONSTRAINT_FORMAT));
    assertThat(tried.statements()).isEmpty();
  }

  @Test
  void hasNoRulesToTellOfARefusedPayload() {
    Explanation explanation = explain("[]");

    assertThat(explanation.outcome()).isEqualTo(new Outcome.Refused(Code.JSON_NOT_OBJECT, ""));
    assertThat(explanation.rules()).isEmpty();
  }

  private Explanation explain(String payload) {
    return explainer.explain(new Sample("github", Bytes.utf8(payload), Optional.empty(), Demo.NOW));
  }

  private Tried tried(String payload) {
    Explanation explanation = explain(payload);
    assertThat(explanation.rules()).hasSize(1);
    return explanation.rules().getFirst();
  }

  private static Part part(String joint, String text, String value) {
    return new Part(joint, text, value);
  }
}
