package io.sallyport.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Throwable passing = new TimeoutException("no answer");

  private final Retry retry = new Retry();

  @Test
  void waitsLongerEachTimeUpToTenSeconds() {
    List<Long> seconds =
        IntStream.range(0, 7)
            .mapToObj(i -> Duration.between(NOW, retry.next(NOW)).toSeconds())
            .toList();

    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L);
  }

  @Test
  void givesUpAfterThirtyFailures() {
    IntStream.range(0, 29).forEach(i -> retry.next(NOW));
    boolean before = retry.mayGoOn(passing);
    retry.next(NOW);

    assertThat(before).isTrue();
    assertThat(retry.mayGoOn(passing)).isFalse();
  }

  @Test
  void successBeginsAnew() {
    IntStream.range(0, 30).forEach(i -> retry.next(NOW));
    retry.succeeded();

    assertThat(retry.mayGoOn(passing)).isTrue();
    assertThat(retry.next(NOW)).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void goesOnAfterTroubleThatPassesOnly() {
    assertThat(retry.mayGoOn(new TopicAuthorizationException("ledger"))).isFalse();
    assertThat(retry.mayGoOn(new SaslAuthenticationException("who"))).isFalse();
    assertThat(retry.mayGoOn(new IllegalStateException("a bug"))).isFalse();
  }
}
