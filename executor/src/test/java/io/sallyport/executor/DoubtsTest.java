package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one person's word is enough, and for how long it is remembered. */
class DoubtsTest {
  private static final ActionType PLAIN = type("");
  private static final ActionType GATED =
      type("\"approval\": {\"group\": \"release-managers\", \"threshold\": 1},");

  @Test
  void oneSufficesForPlainTypes() {
    assertThat(oneSuffices(PLAIN, Effect.WRITE, PLAIN.fingerprint())).isTrue();
  }

  @Test
  void gatedTypesNeedTwo() {
    assertThat(oneSuffices(GATED, Effect.WRITE, GATED.fingerprint())).isFalse();
  }

  @Test
  void whatPersistsNeedsTwo() {
    assertThat(oneSuffices(PLAIN, Effect.PERSIST, PLAIN.fingerprint())).isFalse();
  }

  @Test
  void typesThatTheBundleDoesNotKnowNeedTwo() {
    assertThat(oneSuffices(PLAIN, Effect.WRITE, GATED.fingerprint())).isFalse();
    assertThat(Doubts.oneSuffices(List.of(), action(PLAIN, Effect.WRITE, PLAIN.fingerprint())))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"15,14", "400,400", "100000,400"})
  void remembersADayLessThanTheLedger(long retention, long remembered) {
    assertThat(Doubts.remembered(Duration.ofDays(retention)))
        .isEqualTo(Duration.ofDays(remembered));
  }

  private static boolean oneSuffices(ActionType type, Effect effect, Digest fingerprint) {
    return Doubts.oneSuffices(List.of(type), action(type, effect, fingerprint));
  }

  private static ReceiptBody.Action action(ActionType type, Effect effect, Digest fingerprint) {
    return new ReceiptBody.Action(
        new ActionId("A".repeat(43)),
        type.name(),
        effect,
        type.cell(),
        fingerprint,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  private static ActionType type(String approval) {
    String schema =
        """
        {"type": "record", "name": "Deploy", "namespace": "com.example.actions",
         "effect": "write", "cell": "deployments", "orderBy": "name", "idempotent": false,
         "maxTtl": "15m", "classification": "internal", "minAssurance": "shared", %s
         "fields": [{"name": "name",
           "type": {"type": "string", "maxLength": 10, "pattern": "[a-z]+"}}]}
        """
            .formatted(approval);
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
