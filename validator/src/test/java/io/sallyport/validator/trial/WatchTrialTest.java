package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.watch.Past;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watch would say of a sample whose sender did this or that before. */
class WatchTrialTest {
  @TempDir private Path directory;
  private Bundle bundle;

  @BeforeEach
  void watch() {
    Bundles.copy(directory);
    People.approvers(directory);
    Bundles.write(
        directory,
        "watch.yaml",
        """
        apiVersion: sallyport/v1
        kind: Watch
        metadata: {name: w}
        spec:
          source: github
          alarms:
            - {id: first, on: firstAction, response: stepUp, group: duty, threshold: 1}
            - {id: elsewhere, on: newTarget, after: 1, response: stop, for: 1h}
            - {id: burst, on: volume, max: 3, per: 10m, response: alert}
        """);
    bundle = Bundles.read(directory);
  }

  private Outcome.Judged judged(Optional<Past> past) {
    Sample sample =
        new Sample("github", Bytes.utf8(Demo.goodPush()), Optional.empty(), Demo.NOW).having(past);
    Outcome.Decided decided = (Outcome.Decided) Trial.of(bundle).judge(sample);
    assertThat(decided.decisions()).hasSize(1);
    return decided.decisions().getFirst();
  }

  private Outcome.Judged after(Past.Did... acts) {
    return judged(Optional.of(new Past(List.of(acts))));
  }

  private Past.Did did(String target, int times, Duration ago) {
    ActionType type =
        Optional.ofNullable(bundle.actions().get("com.example.actions.Deploy")).orElseThrow();
    return new Past.Did(type, target, times, ago);
  }

  @Test
  void findsNothingUnusualWhereNothingIsSaid() {
    assertThat(judged(Optional.empty()).code()).isEqualTo(Code.PERMITTED);
  }

  @Test
  void asksAboutTheFirstAction() {
    Outcome.Judged first = after();

    assertThat(first.result()).isEqualTo(DecisionResult.HELD);
    assertThat(first.code()).isEqualTo(Code.FIRST_ACTION);
    assertThat(first.statements()).endsWith("first");
  }

  @Test
  void stopsWhoTurnsElsewhere() {
    Outcome.Judged other = after(did("production", 1, Duration.ofHours(1)));

    assertThat(other.result()).isEqualTo(DecisionResult.DENIED);
    assertThat(other.code()).isEqualTo(Code.NEW_TARGET);
    assertThat(other.statements()).containsExactly("elsewhere");
  }

  @Test
  void tellsOfSoManyAsThereWereWithinTheTime() {
    Past.Did longAgo = did("staging", 5, Duration.ofMinutes(10));

    assertThat(after(did("staging", 2, Duration.ofMinutes(9)), longAgo).code())
        .isEqualTo(Code.PERMITTED);
    assertThat(after(did("staging", 3, Duration.ofMinutes(9)), longAgo).code())
        .isEqualTo(Code.VOLUME_UNUSUAL);
  }
}
