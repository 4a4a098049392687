package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.admin.Health;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the process says of itself. */
class FirewallHealthTest {
  @Test
  void isDeadWhereRevocationsCannotBeTrustedAnyMore() {
    Optional<String> problem = Optional.of("the topic was emptied");

    assertThat(Firewall.health(true, problem)).isEqualTo(Health.dead("the topic was emptied"));
    assertThat(Firewall.health(false, problem)).isEqualTo(Health.dead("the topic was emptied"));
  }

  @Test
  void isReadyWhileItMoves() {
    assertThat(Firewall.health(true, Optional.empty())).isEqualTo(Health.ready());
    assertThat(Firewall.health(false, Optional.empty()))
        .isEqualTo(Health.notReady("the gate does not move"));
  }
}
