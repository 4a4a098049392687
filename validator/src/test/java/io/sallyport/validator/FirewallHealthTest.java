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

    Health dead = Health.dead("the topic was emptied");
    assertThat(Firewall.health(true, false, problem)).isEqualTo(dead);
    assertThat(Firewall.health(false, false, problem)).isEqualTo(dead);
    assertThat(Firewall.health(false, true, problem)).isEqualTo(dead);
  }

  @Test
  void isReadyWhileItMoves() {
    assertThat(Firewall.health(true, false, Optional.empty())).isEqualTo(Health.ready());
    assertThat(Firewall.health(false, false, Optional.empty()))
        .isEqualTo(Health.notReady("the gate does not move"));
  }

  @Test
  void isReadyToTakeOverWhatOthersHave() {
    assertThat(Firewall.health(false, true, Optional.empty()))
        .isEqualTo(Health.ready(List.of("other instances have all partitions")));
  }
}
