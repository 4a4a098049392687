package io.sallyport.validator;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.bundle.BundleLoader;
import io.sallyport.validator.shadow.Shadow;
import io.sallyport.validator.stream.Spectator;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The shadow that the process's file asks for, or nobody.
 *
 * @param spectator told of each delivery, if anyone is
 * @param reloader of its bundle, if there is one
 */
record Shading(Optional<Spectator> spectator, Optional<Reloader> reloader)
    implements AutoCloseable {

  /** Loads the shadow's bundle and begins to look; throws as {@link Reloader} does. */
  static Shading start(ValidatorConfig config, GateFactory gates, Metrics metrics) {
    Optional<ValidatorConfig.ShadowBundle> wanted = config.bundling().shadow();
    if (wanted.isEmpty()) {
      return new Shading(Optional.empty(), Optional.empty());
    }
    SignedDirectory directory =
        new SignedDirectory(
            wanted.get().directory(),
            SignedDirectory.Role.VALIDATOR,
            Optional.empty(),
            InstantSource.system());
    BundleLoader loader = new BundleLoader(directory, config.files().home(), config.limits());
    Reloader reloader =
        new Reloader(loader, loader.loadStamped(), gates::shadow, "shadow", metrics)
            .start(config.bundling().reload());
    Shadow shadow = new Shadow(reloader, wanted.get().queue().bytes(), metrics).start();
    return new Shading(Optional.of(shadow), Optional.of(reloader));
  }

  @Override
  public void close() {
    reloader.ifPresent(Reloader::close);
  }
}
