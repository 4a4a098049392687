package io.sallyport.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.terms.Approval;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action type says about itself. */
class ActionTypeTest {
  @Test
  void tellsItsTerms() {
    ActionType type = Types.parsed(Types.DEPLOY);

    assertThat(type.name()).isEqualTo("com.example.actions.Deploy");
    assertThat(type.effect()).isEqualTo(Effect.WRITE);
    assertThat(type.cell()).isEqualTo("deployments");
    assertThat(type.sequence()).isEmpty();
    assertThat(type.orderBy()).isEqualTo("environment");
    assertThat(type.idempotent()).isFalse();
    assertThat(type.maxTtl()).isEqualTo(Duration.ofMinutes(15));
    assertThat(type.classification()).isEqualTo(Classification.INTERNAL);
    assertThat(type.minAssurance()).isEqualTo(Assurance.SHARED);
    assertThat(type.approval()).contains(new Approval("release-managers", 2));
  }

  @Test
  void knowsHowLargeItsRecordsCanBe() {
    ActionType type = Types.parsed(Types.DEPLOY);

    assertThat(type.maxBytes()).isEqualTo(5 + 400 + 5 + 160 + 5 + 5 + 800);
  }

  @Test
  void equalsATypeOfTheSameFingerprint() {
    ActionType type = Types.parsed(Types.DEPLOY);

    ActionType documented = Types.parsed(Types.DEPLOY.replace("Deploys.", "Something else."));

    assertThat(documented).isEqualTo(type).hasSameHashCodeAs(type);
    assertThat(documented).isNotEqualTo(Types.parsed(Types.DEPLOY.replace("200", "201")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "at"})
  void sequenceIsLongOrTimestamp(String field) {
    ActionType type = Types.parsed(Types.withExample("{\"sequence\": \"" + field + "\"}"));

    assertThat(type.sequence()).contains(field);
    assertThat(type.fingerprint())
        .isNotEqualTo(Types.parsed(Types.withExample("{\"doc\": \"\"}")).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"int\", \"min\": 0, \"max\": 9}",
        "[\"null\", {\"type\": \"long\", \"min\": 0, \"max\": 9}]",
        "{\"type\": \"int\", \"logicalType\": \"date\"}",
        "{\"type\": \"double\", \"min\": 0, \"max\": 9}",
        "{\"type\": \"string\", \"logicalType\": \"uuid\"}"
      })
  void refusesSequenceOfAnotherKind(String type) {
    String schema =
        Types.withField(type).replace("\"fields\"", "\"sequence\": \"value\", \"fields\"");

    assertThat(ActionType.parse(schema))
        .isInstanceOfSatisfying(
            ActionType.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(problem -> problem.rule().text() + problem.pointer())
                    .containsExactly("sequence-unsuitable/sequence"));
  }
}
