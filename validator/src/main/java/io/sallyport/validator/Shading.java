package io.sallyport.validator;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.bundle.BundleLoader;
import io.sallyport.validator.shadow.Shadow;
import io.sallyport.validator.stream.Spectator;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shadow that the process's file asks for, or nobody.
 *
 * @param spectator told of each delivery, if anyone is
 * @param reloader of its bundle, if there is one
 */
record Shading(Optional<Spectator> spectator, Optional<Reloader> reloader)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shading.class);
  private static final Shading NOBODY = new Shading(Optional.empty(), Optional.empty());

  /** Loads the shadow's bundle and begins to look; where it does not load there is no shadow. */
  static Shading start(ValidatorConfig config, GateFactory gates, Metrics metrics) {
    Optional<ValidatorConfig.ShadowBundle> wanted = config.bundling().shadow();
    if (wanted.isEmpty()) {
      return NOBODY;
    }
    try {
      return of(wanted.get(), config, gates, metrics);
    } catch (ConfigException | StartException e) {
      LOG.error(
          "the gate goes on without a shadow; mend its bundle and restart: {}", e.getMessage());
      return NOBODY;
    }
  }

  private static Shading of(
      ValidatorConfig.ShadowBundle wanted,
      ValidatorConfig config,
      GateFactory gates,
      Metrics metrics) {
    SignedDirectory directory =
        new SignedDirectory(
            wanted.directory(),
            SignedDirectory.Role.VALIDATOR,
            Optional.empty(),
            InstantSource.system());
    BundleLoader loader = new BundleLoader(directory, config.files().home(), config.limits());
    Reloader reloader =
        new Reloader(loader, loader.loadStamped(), gates::shadow, "shadow", metrics)
            .start(config.bundling().reload());
    Shadow shadow =
        new Shadow(() -> reloader.get().gate(), wanted.queue().bytes(), metrics).start();
    return new Shading(Optional.of(shadow), Optional.of(reloader));
  }

  @Override
  public void close() {
    reloader.ifPresent(Reloader::close);
  }
}
