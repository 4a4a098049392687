package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLoader;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloaderTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final String POLICY = "policy-deploy.yaml";

  @TempDir private Path bundle;
  private final Metrics metrics = new Metrics();
  private boolean isRegistryDown;
  private volatile boolean hasBug;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
  }

  @Test
  void keepsTheGateWhileNothingChanges() {
    Reloader reloader = unsigned();
    Core before = reloader.get();

    reloader.look();

    assertThat(reloader.get()).isSameAs(before);
    assertThat(metrics.text()).doesNotContain("bundle_loads_total{");
  }

  @Test
  void decidesByAChangedBundle() {
    Reloader reloader = unsigned();
    change();

    reloader.look();

    assertThat(reloader.get().version().digest()).isEqualTo(Bundles.digest(bundle));
    assertThat(metrics.text()).contains("bundle_loads_total{result=\"loaded\"} 1");
  }

  @Test
  void keepsTheGateWhenTheNewBundleIsWrongAndSaysSoOnce() {
    Reloader reloader = unsigned();
    Core before = reloader.get();
    Bundles.replace(bundle, POLICY, "effect: permit", "effect: allow");

    reloader.look();
    reloader.look();

    assertThat(reloader.get()).isSameAs(before);
    assertThat(metrics.text()).contains("bundle_loads_total{result=\"refused\"} 1");
  }

  @Test
  void recoversFromAWrongBundle() {
    Reloader reloader = unsigned();
    Bundles.replace(bundle, POLICY, "effect: permit", "effect: allow");
    reloader.look();
    Bundles.replace(bundle, POLICY, "effect: allow", "effect: deny");

    reloader.look();

    assertThat(reloader.get().version().digest()).isEqualTo(Bundles.digest(bundle));
  }

  @Test
  void triesAgainWhereTheRegistryWasInTheWay() {
    Reloader reloader = unsigned();
    change();
    isRegistryDown = true;
    reloader.look();
    isRegistryDown = false;

    reloader.look();

    assertThat(reloader.get().version().digest()).isEqualTo(Bundles.digest(bundle));
  }

  @Test
  void decidesByASignedBundleOfAHigherVersion() {
    Bundles.sign(bundle, 7, KEY);
    Reloader reloader = signed();
    change();
    Bundles.sign(bundle, 8, KEY);

    reloader.look();

    assertThat(reloader.get().version()).isEqualTo(new BundleVersion(Bundles.digest(bundle), 8));
    assertThat(metrics.text()).contains("sallyport_validator_bundle_version 8");
  }

  @Test
  void waitsForTheSignatures() {
    Bundles.sign(bundle, 7, KEY);
    Reloader reloader = signed();
    change();
    reloader.look();
    assertThat(reloader.get().version().number()).isEqualTo(7);
    Bundles.sign(bundle, 8, KEY);

    reloader.look();

    assertThat(reloader.get().version().number()).isEqualTo(8);
  }

  @Test
  void refusesAVersionThatDoesNotRise() {
    Bundles.sign(bundle, 7, KEY);
    Reloader reloader = signed();
    Core before = reloader.get();
    change();
    Bundles.sign(bundle, 7, KEY);

    reloader.look();

    assertThat(reloader.get()).isSameAs(before);
  }

  @Test
  void wantsARestartWhenABugHasEndedItsLooking() {
    try (Reloader reloader = unsigned()) {
      assertThat(reloader.start(Duration.ofMillis(1)).problem()).isEmpty();
      hasBug = true;
      change();

      Awaitility.await()
          .untilAsserted(() ->
              assertThat(reloader.problem()).contains("a changed bundle is no longer looked for"));
    }
  }

  private void change() {
    Bundles.replace(bundle, POLICY, "effect: permit", "effect: deny");
  }

  private Reloader unsigned() {
    return reloader(Optional.empty());
  }

  private Reloader signed() {
    return reloader(Optional.of(new Maintainers(1, List.of(KEY.jwk()))));
  }

  private Reloader reloader(Optional<Maintainers> maintainers) {
    BundleLoader loader =
        new BundleLoader(
            new SignedDirectory(
                bundle, SignedDirectory.Role.VALIDATOR, maintainers, InstantSource.fixed(Demo.NOW)),
            Path.of(""),
            Demo.LIMITS);
    return new Reloader(loader, loader.loadStamped(), this::gate, "bundle", metrics);
  }

  private Core gate(Bundle next) {
    if (hasBug) {
      throw new IllegalStateException("a bug");
    }
    if (isRegistryDown) {
      throw new StartException("registry: does not answer");
    }
    return Demo.core(next);
  }
}
