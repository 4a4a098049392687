package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.PinnedKey.State;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which keys are shown to end. */
class KeyMetricsTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void showsTheEndOfKeysThatSign() {
    PinnedKey next = key(State.NEXT, END);
    PinnedKey active = key(State.ACTIVE, END.plusSeconds(1));

    assertThat(shown(next, active))
        .containsExactlyInAnyOrder(sample(next, END), sample(active, END.plusSeconds(1)));
  }

  /** A rotation leaves the old key, and nobody has to do anything before that ends. */
  @Test
  void showsNoEndOfKeysThatAreToEnd() {
    assertThat(shown(key(State.VERIFY_ONLY, END), key(State.REVOKED, END))).isEmpty();
  }

  @Test
  void showsNoEndOfKeysWithoutOne() {
    assertThat(shown(key(State.ACTIVE, Instant.MAX))).isEmpty();
  }

  private static PinnedKey key(State state, Instant end) {
    return new PinnedKey(
        SigningKey.generate().jwk(), Typ.MANDATE, state, Set.of("pay"), Instant.EPOCH, end);
  }

  private static String sample(PinnedKey key, Instant end) {
    return "sallyport_executor_key_not_after_seconds{key=\"%s\"} %d"
        .formatted(key.jwk().thumbprint(), end.getEpochSecond());
  }

  private static List<String> shown(PinnedKey... keys) {
    Metrics metrics = new Metrics();
    KeyMetrics.register(metrics, List.of(keys));
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith("sallyport_executor_key_not_after_seconds"))
        .toList();
  }
}
