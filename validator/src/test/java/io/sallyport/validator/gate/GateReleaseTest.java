package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.GATE;
import static io.sallyport.validator.gate.Passing.decision;
import static io.sallyport.validator.gate.Passing.ended;
import static io.sallyport.validator.gate.Passing.only;
import static io.sallyport.validator.gate.Passing.sinks;
import static io.sallyport.validator.gate.Releasing.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was refused is judged again by today's bundle, once, as what it was proved to be. */
class GateReleaseTest {
  @TempDir private Path directory;
  private Gate mended = GATE;
  private final Releasing releasing = new Releasing(Releasing.speechless());

  @BeforeEach
  void mend() {
    mended = Demo.gate(Releasing.mended(directory));
  }

  @Test
  void sealsWhatTheMendedBundleBinds() {
    String receipt = releasing.refuse(GATE);

    Effects effects = releasing.release(mended, releasing.record(receipt));

    assertThat(decision(effects).verdict().result()).isEqualTo(DecisionResult.ALLOWED);
    assertThat(only(effects, "trusted-deployments").value().orElseThrow().size()).isPositive();
  }

  @Test
  void namesTheReleaseInItsReceipt() {
    String receipt = releasing.refuse(GATE);

    ReceiptBody.Decision decided = decision(releasing.release(mended, releasing.record(receipt)));

    ReceiptBody.Decision original = (ReceiptBody.Decision) Passing.parsed(receipt).body();
    assertThat(decided.delivery().release())
        .contains(new Release(Demo.OPERATOR, "command-00000000", Passing.parsed(receipt).id()));
    assertThat(decided.delivery().evidence()).isEqualTo(original.delivery().evidence());
    assertThat(decided.delivery().origin().topic()).isEqualTo("sallyport.released");
    assertThat(decided.delivery().id()).isEqualTo(decided.delivery().origin().text());
    assertThat(decided.delivery().digest()).isEqualTo(original.delivery().digest());
  }

  @Test
  void countsTimeToLiveFromTheRelease() {
    String receipt = releasing.refuse(GATE);
    Delivery release = releasing.record(receipt);
    releasing.at(LATER.plus(Duration.ofMinutes(10)));

    Effects late = releasing.release(mended, release);

    assertThat(decision(late).verdict().result()).isEqualTo(DecisionResult.EXPIRED);
  }

  @Test
  void endsASecondReleaseAsDuplicate() {
    String receipt = releasing.refuse(GATE);
    releasing.release(mended, releasing.record(receipt));

    Effects again = releasing.release(mended, releasing.record(receipt));

    assertThat(ended(again).ending()).isEqualTo(ReceiptBody.Ending.DUPLICATE);
    assertThat(sinks(again)).containsExactly("receipts");
  }

  @Test
  void releasesADeliveryOnceWhateverReceiptsItsRetriesLeft() {
    String first = releasing.refuse(GATE);
    String retried =
        Passing.lastReceipt(releasing.pass(GATE, releasing.original(), Demo.NOW.plusSeconds(9)));
    releasing.release(mended, releasing.record(first));

    Effects again = releasing.release(mended, releasing.record(retried));

    assertThat(ended(again).ending()).isEqualTo(ReceiptBody.Ending.DUPLICATE);
    assertThat(sinks(again)).containsExactly("receipts");
  }

  @Test
  void releasesOnceEvenWhereNothingIsBoundAgain() {
    String receipt = releasing.refuse(GATE);

    Effects first = releasing.release(GATE, releasing.record(receipt));
    Effects second = releasing.release(mended, releasing.record(receipt));

    assertThat(decision(first).verdict().result()).isEqualTo(DecisionResult.UNBOUND);
    assertThat(sinks(first)).containsExactly("quarantine", "receipts");
    assertThat(ended(second).ending()).isEqualTo(ReceiptBody.Ending.DUPLICATE);
  }

  @Test
  void releasesTheReceiptOfARelease() {
    String first = releasing.refuse(GATE);
    String second = Passing.lastReceipt(releasing.release(GATE, releasing.record(first)));

    Effects effects = releasing.release(mended, releasing.record(second));

    assertThat(decision(effects).verdict().result()).isEqualTo(DecisionResult.ALLOWED);
  }

  @Test
  void endsWhatIsSentAgainAfterItsReleaseAsDuplicate() {
    String receipt = releasing.refuse(GATE);
    releasing.release(mended, releasing.record(receipt));

    Effects sentAgain = releasing.pass(mended, releasing.original(), Demo.NOW.plusSeconds(9));

    assertThat(ended(sentAgain).ending()).isEqualTo(ReceiptBody.Ending.DUPLICATE);
  }

  @Test
  void endsTheReleaseOfWhatWasSentAgainAsDuplicate() {
    String receipt = releasing.refuse(GATE);
    releasing.pass(mended, releasing.original(), Demo.NOW.plusSeconds(9));

    Effects effects = releasing.release(mended, releasing.record(receipt));

    assertThat(ended(effects).ending()).isEqualTo(ReceiptBody.Ending.DUPLICATE);
  }

  @Test
  void runsOnlyTheRuleThatDidNotBind() {
    Path two = directory.resolve("two");
    Bundles.copy(two);
    Bundles.write(two, "rule-second.yaml", secondRule("event.head_commit.message"));
    Bundles.replace(two, "rule-deploy-on-push.yaml", "event.head_commit.message", "\"'none'\"");
    Gate before = Demo.gate(Bundles.read(two));
    Effects first = releasing.pass(before, releasing.original(), Demo.NOW);
    Bundles.write(two, "rule-second.yaml", secondRule("\"'none'\""));
    Gate after = Demo.gate(Bundles.read(two));

    Effects effects = releasing.release(after, releasing.record(unbound(first)));

    assertThat(first.endings())
        .extracting(Ending::result)
        .containsExactlyInAnyOrder("ALLOWED", "UNBOUND");
    assertThat(effects.endings())
        .containsExactly(new Ending("github", "second", "ALLOWED", Code.PERMITTED));
  }

  @ParameterizedTest
  @CsvSource({"ASSERTED,ASSERTED", "SHARED,SHARED", "END_TO_END,SHARED"})
  void raisesNoAssuranceAboveWhatTheSourceProvesToday(Assurance then, Assurance counted) {
    ReceiptBody.Evidence evidence =
        new ReceiptBody.Evidence(then, "somebody", Demo.id(releasing.body().toArray()));
    String receipt = releasing.receipt(releasing.refused(Optional.of(evidence), Code.JSON_INVALID));

    Effects effects = releasing.release(mended, releasing.record(receipt));

    assertThat(decision(effects).delivery().evidence())
        .contains(new ReceiptBody.Evidence(counted, "somebody", evidence.id()));
  }

  @Test
  void ignoresWhatNoRuleIsForAndLetsItBeReleasedLater() {
    String receipt = releasing.refuse(GATE);
    Path other = directory.resolve("other");
    Bundles.copy(other);
    Bundles.replace(other, "rule-deploy-on-push.yaml", "name: deploy-on-push", "name: other");

    Effects ignored = releasing.release(Demo.gate(Bundles.read(other)), releasing.record(receipt));
    Effects sealed = releasing.release(mended, releasing.record(receipt));

    assertThat(ended(ignored).ending()).isEqualTo(ReceiptBody.Ending.IGNORED);
    assertThat(decision(sealed).verdict().result()).isEqualTo(DecisionResult.ALLOWED);
  }

  private static String secondRule(String note) {
    return """
    apiVersion: sallyport/v1
    kind: Rule
    metadata: {name: second}
    spec:
      source: github
      when: has(event.pusher) && event.ref in ['refs/heads/main']
      action: com.example.actions.Deploy
      fields:
        repository: event.repository.full_name
        commit: event.after
        environment: "'staging'"
        note: %s
      requester: "'github:' + event.sender.login"
      ttl: 10m
    """
        .formatted(note);
  }

  private static String unbound(Effects effects) {
    return effects.outputs().stream()
        .filter(output -> output.sink().equals(Sinks.RECEIPTS))
        .map(Passing::text)
        .filter(jws ->
            Passing.parsed(jws).body() instanceof ReceiptBody.Decision decision
                && decision.verdict().result() == DecisionResult.UNBOUND)
        .findFirst()
        .orElseThrow();
  }
}
