package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.admin.Health;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the process says of itself. */
class FirewallHealthTest {
  @Test
  void isDeadWhereRevocationsCannotBeTrustedAnyMore() {
    Optional<String> problem = Optional.of("the topic was emptied");

    for (Health living : List.of(Health.ready(), Firewall.idle(false, false))) {
      assertThat(Firewall.health(living, problem)).isEqualTo(Health.dead("the topic was emptied"));
    }
    assertThat(Firewall.health(Health.ready(), Optional.empty())).isEqualTo(Health.ready());
  }

  @Test
  void isNotReadyWhileItDoesNotMove() {
    assertThat(Firewall.idle(false, false)).isEqualTo(Health.notReady("the gate does not move"));
    assertThat(Firewall.idle(false, true)).isEqualTo(Health.notReady("the gate does not move"));
  }

  @Test
  void isReadyToTakeOverWhatOthersHaveOnceItHasReadIt() {
    assertThat(Firewall.idle(true, true))
        .isEqualTo(Health.notReady("it reads back what it is to take over"));
    assertThat(Firewall.idle(true, false))
        .isEqualTo(Health.ready(List.of("other instances have all partitions")));
  }
}
