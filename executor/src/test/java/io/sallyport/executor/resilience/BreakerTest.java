package io.sallyport.executor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Performed DOWN = Performed.notExecuted(Code.TARGET_UNREACHABLE);
  private static final Performed UP = new Performed.Succeeded(Optional.empty());

  private final List<Phase> changes = new ArrayList<>();

  @Test
  void tellsEachChangeOnce() {
    Breaker breaker = circuit();
    perform(breaker, DOWN, NOW);
    perform(breaker, DOWN, NOW);
    perform(breaker, DOWN, NOW.plusSeconds(30));
    perform(breaker, UP, NOW.plusSeconds(60));
    perform(breaker, UP, NOW.plusSeconds(60));

    assertThat(changes)
        .containsExactly(
            Phase.CLOSED, Phase.OPEN, Phase.HALF_OPEN, Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED);
  }

  @Test
  void notesWhatIsNotClosed() {
    Breaker breaker = circuit();
    assertThat(breaker.note()).isEmpty();

    perform(breaker, DOWN, NOW);
    perform(breaker, DOWN, NOW);
    assertThat(breaker.note()).contains("handler deploy: the circuit is open");
  }

  @Test
  void looksSoonWhetherTheProbeHasEnded() {
    Breaker breaker = circuit();
    perform(breaker, DOWN, NOW);
    perform(breaker, DOWN, NOW);
    assertThat(breaker.notBefore(NOW)).contains(NOW.plusSeconds(30));

    breaker.claimed(claim("probe"));
    assertThat(breaker.notBefore(NOW)).contains(NOW.plusMillis(100));
  }

  @Test
  void withoutCircuitEverythingStarts() {
    Breaker breaker = new Breaker("deploy", Resilience.NONE, this::changed);
    for (int i = 0; i < 50; i++) {
      perform(breaker, DOWN, NOW);
    }

    assertThat(breaker.notBefore(NOW)).isEmpty();
    assertThat(changes).isEmpty();
  }

  @Test
  void startsAsManyAtATimeAsMay() {
    Breaker breaker = share(2);
    breaker.claimed(claim("one"));
    assertThat(breaker.notBefore(NOW)).isEmpty();
    breaker.claimed(claim("two"));
    assertThat(breaker.notBefore(NOW)).contains(NOW.plusMillis(100));

    breaker.ended(claim("one"), UP, NOW);
    assertThat(breaker.notBefore(NOW)).isEmpty();
  }

  /** A claim whose turn was lost is never performed; nothing runs after its claim's deadline. */
  @Test
  void claimOfNobodyGivesItsShareBackAtItsDeadline() {
    Breaker breaker = share(1);
    breaker.claimed(claim("lost"));

    assertThat(breaker.notBefore(NOW.plusSeconds(40))).isPresent();
    assertThat(breaker.notBefore(NOW.plusSeconds(40).plusMillis(1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TARGET_UNREACHABLE, DOWN",
    "OUTCOME_UNKNOWN, DOWN",
    "ROLLED_BACK, DOWN",
    "TARGET_REFUSED, UP",
    "RESPONSE_TOO_LARGE, UP",
    "ROWS_EXCEEDED, UP",
    "COLUMNS_REFUSED, UP",
    "LEDGER_UNUSABLE, UP",
    "LEASE_FAILED, NONE",
    "LEASE_OVER, NONE",
    "REVOKED, NONE",
    "REVOCATIONS_STALE, NONE",
    "DEADLINE_PASSED, NONE",
    "TEMPLATE_REFUSED, NONE",
    "ADDRESS_REFUSED, NONE",
    "PROGRAM_NOT_STARTED, NONE"
  })
  void endingsShowThisOfTheTarget(Code code, Signal signal) {
    assertThat(Signal.of(Performed.inDoubt(code), Set.of(503))).isEqualTo(signal);
  }

  @ParameterizedTest
  @CsvSource({"503, DOWN", "500, UP", "404, UP"})
  void answersThatAreListedShowItAsDown(int status, Signal signal) {
    Optional<Answer> answer = Optional.of(new Answer(status, Digest.of(new byte[0])));

    assertThat(Signal.of(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer), Set.of(503)))
        .isEqualTo(signal);
    assertThat(Signal.of(new Performed.Succeeded(answer), Set.of(503))).isEqualTo(Signal.UP);
  }

  private Breaker circuit() {
    CircuitSpec spec = new CircuitSpec(2, Duration.ofSeconds(30), Set.of(503));
    Resilience resilience = new Resilience(Attempts.ONCE, Optional.of(spec), Integer.MAX_VALUE);
    return new Breaker("deploy", resilience, this::changed);
  }

  private Breaker share(int concurrency) {
    return new Breaker(
        "deploy", new Resilience(Attempts.ONCE, Optional.empty(), concurrency), this::changed);
  }

  private void changed(String handler, Phase phase) {
    assertThat(handler).isEqualTo("deploy");
    changes.add(phase);
  }

  private static void perform(Breaker breaker, Performed performed, Instant now) {
    breaker.claimed(claim("n"));
    breaker.ended(claim("n"), performed, now);
  }

  private static Claim claim(String nonce) {
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId("A".repeat(43)),
            "x.Deploy",
            Effect.WRITE,
            "cell",
            Digest.of(new byte[0]),
            Optional.empty(),
            Optional.empty());
    return new Claim(
        action,
        Optional.empty(),
        7,
        Claim.Order.of("key"),
        Claim.Try.of(1),
        nonce,
        NOW.plusSeconds(40),
        NOW.plusSeconds(600));
  }
}
