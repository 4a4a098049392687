package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RunningTest {
  private final Running running = new Running(Set.of());

  @Test
  void cutsItsOwnThread() {
    running.cut();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(running.end()).isTrue();
  }

  @Test
  void takesTheInterruptBackWhenItIsOver() {
    running.cut();

    assertThat(running.end()).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void isNotCutAfterwards() {
    boolean cut = running.end();
    running.cut();

    assertThat(cut).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }
}
