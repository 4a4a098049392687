package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final String COMMIT = "0".repeat(39) + "1";

  private final Trial trial = Trial.of(Demo.bundle());

  @Test
  void sealsWhatThePolicyPermitsAndReadsTheSealedRecordBack() {
    Outcome.Judged judged = only(judge(Demo.goodPush()));

    assertThat(judged.result()).isEqualTo(DecisionResult.ALLOWED);
    assertThat(judged.code()).isEqualTo(Code.PERMITTED);
    assertThat(judged.rule()).isEqualTo("deploy-on-push");
    assertThat(judged.statements()).containsExactly("known-repository");
    assertThat(judged.action().orElseThrow())
        .hasToString(
            "{\"repository\":\"acme/shop\",\"commit\":\""
                + COMMIT
                + "\",\"environment\":\"staging\",\"note\":\"fix the till\"}");
  }

  @Test
  void showsWhatPersonsWouldBeAskedAbout(@TempDir Path bundle) {
    Trial gated = Trial.of(People.read(People.gated(bundle)));

    Outcome.Judged judged = only(gated.judge(sample(Demo.goodPush())));

    assertThat(judged.result()).isEqualTo(DecisionResult.HELD);
    assertThat(judged.code()).isEqualTo(Code.APPROVAL_NEEDED);
    assertThat(judged.action().orElseThrow().path("environment").asText()).isEqualTo("staging");
  }

  @Test
  void decidesAtADeskThatRemembersNothing(@TempDir Path bundle) {
    Bundles.copy(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 1, per: 1h}]\n  statements:");
    Trial counted = Trial.of(Bundles.read(bundle));

    Outcome.Judged first = only(counted.judge(sample(Demo.goodPush())));
    Outcome.Judged second = only(counted.judge(sample(Demo.push("acme/shop", "main", COMMIT))));

    assertThat(first.result()).isEqualTo(DecisionResult.ALLOWED);
    assertThat(first.action().orElseThrow().path("environment").asText()).isEqualTo("staging");
    assertThat(second.code()).isEqualTo(Code.PERMITTED);
  }

  @Test
  void showsWhatADeniedActionWouldHaveBeen() {
    Outcome.Judged judged = only(judge(Demo.push("acme/payroll", "main", COMMIT)));

    assertThat(judged.result()).isEqualTo(DecisionResult.DENIED);
    assertThat(judged.code()).isEqualTo(Code.DENIED_BY_DEFAULT);
    assertThat(judged.action().orElseThrow().path("repository").asText()).isEqualTo("acme/payroll");
  }

  @Test
  void pointsToWhatCannotBeBound() {
    Outcome.Judged judged = only(judge(Demo.push("acme/shop", "main", "HEAD")));

    assertThat(judged.result()).isEqualTo(DecisionResult.UNBOUND);
    assertThat(judged.code()).isEqualTo(Code.CONSTRAINT_FORMAT);
    assertThat(judged.pointer()).contains("/after");
    assertThat(judged.action()).isEmpty();
  }

  @Test
  void ignoresWhatNoRuleIsFor() {
    assertThat(judge(Demo.push("acme/shop", "topic", COMMIT))).isEqualTo(new Outcome.Ignored());
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThat(judge("{\"a\": 1, \"a\": 2}"))
        .isEqualTo(new Outcome.Refused(Code.JSON_DUPLICATE_KEY, "/a"));
  }

  @Test
  void refusesEmptyBodies() {
    assertThat(judge("")).isEqualTo(new Outcome.Refused(Code.BODY_EMPTY, ""));
  }

  @Test
  void holdsToTheSourcesLimitOfTheBody(@TempDir Path directory) {
    Path bundle = Bundles.copy(directory);
    String push = Demo.goodPush();
    String limit = "body: " + push.length() + "B";
    Bundles.replace(bundle, "source-github.yaml", "body: 1MiB", limit);
    Trial small = Trial.of(Bundles.read(bundle));

    assertThat(small.judge(sample(push + " ")))
        .isEqualTo(new Outcome.Refused(Code.BODY_TOO_LARGE, ""));
    assertThat(small.judge(sample(push))).isInstanceOf(Outcome.Decided.class);
  }

  @Test
  void holdsToTheSourcesContentTypes() {
    Sample form =
        new Sample("github", Bytes.utf8(Demo.goodPush()), Optional.of("text/plain"), Demo.NOW);

    assertThat(trial.judge(form)).isEqualTo(new Outcome.Refused(Code.CONTENT_TYPE_REFUSED, ""));
  }

  @Test
  void knowsTheBundlesSourcesOnly() {
    Sample stranger = new Sample("gitlab", Bytes.utf8("{}"), Optional.empty(), Demo.NOW);

    assertThatThrownBy(() -> trial.judge(stranger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no source");
  }

  @Test
  void forgetsEachSample() {
    assertThat(judge(Demo.goodPush())).isEqualTo(judge(Demo.goodPush()));
  }

  @Test
  void endsAsTheGateInProductionDoes() {
    Seeded.forAll(
        200,
        random -> {
          String body = mutated(random);

          assertThat(codes(judge(body))).as(body).isEqualTo(gateCodes(body));
        });
  }

  private static String mutated(Random random) {
    StringBuilder body = new StringBuilder(Demo.goodPush());
    for (int change = random.nextInt(3); change > 0; change--) {
      body.setCharAt(random.nextInt(body.length()), (char) (' ' + random.nextInt(95)));
    }
    return body.toString();
  }

  private static List<Code> gateCodes(String body) {
    return Demo.gate()
        .pass(Demo.delivery(body), id -> Optional.empty(), ChainState.start(0), Demo.NOW)
        .endings()
        .stream()
        .map(Ending::code)
        .toList();
  }

  private static List<Code> codes(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> List.of(refused.code());
      case Outcome.Ignored ignored -> List.of(Code.NO_RULE);
      case Outcome.Decided decided ->
          decided.decisions().stream().map(Outcome.Judged::code).toList();
    };
  }

  private Outcome judge(String payload) {
    return trial.judge(sample(payload));
  }

  private static Sample sample(String payload) {
    return new Sample("github", Bytes.utf8(payload), Optional.empty(), Demo.NOW);
  }

  private static Outcome.Judged only(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    List<Outcome.Judged> decisions = ((Outcome.Decided) outcome).decisions();
    assertThat(decisions).hasSize(1);
    return decisions.getFirst();
  }
}
