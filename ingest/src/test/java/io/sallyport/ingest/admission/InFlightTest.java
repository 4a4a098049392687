package io.sallyport.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final Answer FINE = Answer.refused(Refusal.UNKNOWN_SOURCE);

  private final List<Answer> nested = new ArrayList<>();

  @Test
  void refusesTheCallAboveTheLimit() {
    InFlight[] two = new InFlight[1];
    AtomicInteger depth = new AtomicInteger();
    two[0] =
        new InFlight(
            2,
            call -> {
              if (depth.getAndIncrement() < 2) {
                nested.add(two[0].apply(call));
              }
              return FINE;
            });

    Answer outer = two[0].apply(new FakeCall(new byte[0]));

    assertThat(outer).isEqualTo(FINE);
    assertThat(nested).hasSize(2).doesNotContainNull().last().isEqualTo(FINE);
    assertThat(nested.getFirst()).isNotEqualTo(FINE);
    assertThat(two[0].now()).isZero();
  }

  @Test
  void answersBusyWhenFull() {
    InFlight[] one = new InFlight[1];
    one[0] =
        new InFlight(
            1,
            call -> {
              nested.add(one[0].apply(call));
              return FINE;
            });

    Answer unused = one[0].apply(new FakeCall(new byte[0]));

    assertThat(unused).isEqualTo(FINE);
    assertThat(nested)
        .singleElement()
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(Refusal.BUSY);
              assertThat(refused.retryAfter()).isPositive();
            });
  }

  @Test
  void givesThePlaceBackAfterABug() {
    InFlight broken =
        new InFlight(
            1,
            _ -> {
              throw new IllegalStateException("bug");
            });

    assertThatIllegalStateException().isThrownBy(() -> broken.apply(new FakeCall(new byte[0])));
    assertThat(broken.now()).isZero();
  }
}
