package io.sallyport.validator;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import io.sallyport.service.process.Watch;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLoader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What decides now, and the thread that puts another one in its place when the bundle's files have
 * changed. A bundle that does not load is reported once, and the one before it goes on. Any thread
 * may ask for it; {@link #look} is for one.
 */
final class Reloader implements Supplier<Core>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  /** What one look may take: the registry is asked for each type, and may be slow each time. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);

  private final BundleLoader loader;
  private final Function<Bundle, Core> cores;
  private final AtomicReference<Core> core;
  private final String name;
  private final Counter loads;
  private Digest looked;
  private volatile Optional<Watch> watch = Optional.empty();

  /**
   * Begins with one bundle.
   *
   * @param first what decides at first
   * @param cores makes it of a bundle; throws as {@link GateFactory#of} does
   * @param name of the bundle in metrics: {@code bundle}, or {@code shadow}
   */
  Reloader(
      BundleLoader loader,
      BundleLoader.Stamped first,
      Function<Bundle, Core> cores,
      String name,
      Metrics metrics) {
    this.loader = loader;
    this.cores = cores;
    this.name = name;
    this.looked = first.stamp();
    this.core = new AtomicReference<>(cores.apply(first.bundle()));
    this.loads =
        metrics.counter(
            "sallyport_validator_" + name + "_loads_total",
            "Bundles that were found changed, and whether they are in use now.",
            "result");
    metrics.gauge(
        "sallyport_validator_" + name + "_version",
        "The version of the bundle in use; 0 if nobody signed it.",
        () -> get().version().number());
  }

  @Override
  public Core get() {
    return core.get();
  }

  /** Begins to look every {@code interval}. */
  Reloader start(Duration interval) {
    watch = Optional.of(Watch.every(interval, LONGEST_LOOK, name, this::look));
    return this;
  }

  /** What is wrong with its looking, where that needs a restart. */
  Optional<String> problem() {
    return watch.filter(Watch::isDead).map(_ -> "a changed bundle is no longer looked for");
  }

  /**
   * Loads the bundle if its files have changed since the last look. One that is wrong is not tried
   * again until it changes; where the environment was in the way, the next look tries again.
   */
  void look() {
    try {
      Digest stamp = loader.stamp();
      if (!stamp.equals(looked)) {
        change(stamp);
      }
    } catch (ConfigException | StartException e) {
      refused(e.getMessage());
    }
  }

  private void change(Digest stamp) {
    try {
      replace(loader.load());
    } catch (ConfigException e) {
      refused(e.getMessage());
    }
    looked = stamp;
  }

  private void refused(@Nullable String why) {
    loads.increment("refused");
    LOG.error("the changed bundle is refused, the one before it goes on: {}", why);
  }

  private void replace(Bundle bundle) {
    BundleVersion old = get().version();
    BundleVersion next = bundle.version();
    if (next.equals(old)) {
      return;
    }
    boolean rises = next.number() > old.number() || (!next.isSigned() && !old.isSigned());
    if (!rises) {
      throw loader.refused(
          "version %d does not rise above %d; sign it with a higher one"
              .formatted(next.number(), old.number()));
    }
    core.set(cores.apply(bundle));
    loads.increment("loaded");
    LOG.info("bundle {} decides now", next.text());
  }

  @Override
  public void close() {
    watch.ifPresent(Watch::close);
  }
}
