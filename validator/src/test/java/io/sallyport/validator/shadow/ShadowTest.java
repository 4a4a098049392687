package io.sallyport.validator.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.stream.Spectator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTest {
  private static final String RULE = "rule-deploy-on-push.yaml";
  private static final String POLICY = "policy-deploy.yaml";

  @TempDir private Path bundle;
  private final Metrics metrics = new Metrics();
  private final Delivery delivery = Demo.delivery(Demo.goodPush());

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
  }

  @Test
  void findsNoDifferenceInTheSameBundle() {
    shadow().look(judged());

    assertThat(metrics.text())
        .contains("shadow_compared_total 1")
        .doesNotContain("shadow_differences_total{");
  }

  @Test
  void tellsADecisionThatWouldBeAnotherOne() {
    Bundles.replace(bundle, POLICY, "acme/shop", "acme/other");

    shadow().look(judged());

    assertThat(metrics.text())
        .contains(
            "shadow_differences_total{rule=\"deploy-on-push\",decided=\"ALLOWED permitted\","
                + "shadow=\"DENIED denied-by-default\"} 1");
  }

  @Test
  void tellsAnActionWithOtherValues() {
    Bundles.replace(bundle, RULE, "event.head_commit.message", "event.after");

    shadow().look(judged());

    assertThat(metrics.text())
        .contains("decided=\"ALLOWED permitted\",shadow=\"ALLOWED permitted\"} 1");
  }

  @Test
  void tellsARuleThatWouldNotFire() {
    Bundles.replace(bundle, RULE, "refs/heads/main", "refs/heads/other");

    shadow().look(judged());

    assertThat(metrics.text())
        .contains("decided=\"ALLOWED permitted\",shadow=\"NONE\"} 1")
        .contains("decided=\"NONE\",shadow=\"IGNORED no-rule\"} 1");
  }

  @Test
  void judgesWithTheMemoryOfTheGate() {
    Effects first = pass(Map.of());
    Effects.Remembered remembered = first.remembered().getFirst();
    Map<DedupeId, Optional<Seen>> recalled =
        Map.of(remembered.id(), Optional.of(remembered.seen()));

    shadow().look(new Spectator.Judged(delivery, recalled, Demo.NOW, pass(recalled)));

    assertThat(metrics.text())
        .contains("shadow_compared_total 1")
        .doesNotContain("shadow_differences_total{");
  }

  @Test
  void looksAwayWhenItIsBehind() {
    Shadow shadow = new Shadow(this::gate, 8 << 10, metrics);

    shadow.saw(judged());
    shadow.saw(judged());

    assertThat(metrics.text()).contains("shadow_missed_total 1");
  }

  @Test
  void weighsWhatCameOfADeliveryToo() {
    Shadow shadow = new Shadow(this::gate, 2048 + Demo.goodPush().length(), metrics);

    shadow.saw(judged());

    assertThat(metrics.text()).contains("shadow_missed_total 1");
  }

  @Test
  void looksAwayOnceItHasFailed() throws InterruptedException {
    Shadow shadow =
        new Shadow(() -> Demo.gate(Bundles.read(Path.of("none"))), 1 << 30, metrics).start();
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();

    while (!metrics.text().contains("shadow_missed_total 1") && System.nanoTime() < giveUp) {
      shadow.saw(judged());
      Thread.sleep(10);
    }

    assertThat(metrics.text()).contains("shadow_missed_total 1");
  }

  @Test
  void looksOnAThreadOfItsOwn() throws InterruptedException {
    Shadow shadow = shadow().start();

    shadow.saw(judged());

    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!metrics.text().contains("shadow_compared_total 1") && System.nanoTime() < giveUp) {
      Thread.sleep(10);
    }
    assertThat(metrics.text()).contains("shadow_compared_total 1");
  }

  private Shadow shadow() {
    return new Shadow(this::gate, 1 << 20, metrics);
  }

  private Gate gate() {
    return Demo.gate(Bundles.read(bundle));
  }

  private Spectator.Judged judged() {
    return new Spectator.Judged(delivery, Map.of(), Demo.NOW, pass(Map.of()));
  }

  private Effects pass(Map<DedupeId, Optional<Seen>> recalled) {
    ChainState chain = ChainState.start(delivery.origin().partition());
    return Demo.gate()
        .pass(delivery, id -> recalled.getOrDefault(id, Optional.empty()), chain, Demo.NOW);
  }
}
