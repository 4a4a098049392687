package io.sallyport.validator;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.observe.RevocationMetrics;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationBook;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.contract.revocation.Target;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.gate.Revoked;
import io.sallyport.validator.release.ReleaseConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What operators have revoked, as far as this process knows; without revokers nothing is. What it
 * does not know yet the executors do.
 */
record Stopped(Optional<RevocationWatch> watch) implements Revoked, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STALENESS = Duration.ofSeconds(5);

  /** Told of nothing: the watch itself logs what it refuses. */
  private static final class Silent implements RevocationWatch.Listener {
    @Override
    public void taken(Revocation revocation) {}

    @Override
    public void refused(Code code) {}
  }

  /** Reads all revocations of the {@code revokers}, and goes on to. */
  static Stopped start(ValidatorConfig config, Metrics metrics) {
    List<RevocationBook.Signer> signers =
        config.people().revokers().stream().map(Stopped::signer).toList();
    if (signers.isEmpty()) {
      return new Stopped(Optional.empty());
    }
    ValidatorConfig.Installation installation = config.installation();
    RevocationBook book =
        new RevocationBook(
            installation.environment(), signers, config.limits().holds().revocations());
    RevocationWatch watch =
        RevocationWatch.of(config.kafka(), installation.topics(), book, STALENESS);
    begin(watch);
    RevocationMetrics.register(metrics, watch);
    return new Stopped(Optional.of(watch));
  }

  private static RevocationBook.Signer signer(ReleaseConfig.Operator revoker) {
    try {
      return RevocationBook.Signer.active(revoker.id(), KeyFile.readPublic(revoker.keyFile()));
    } catch (KeyFile.Unusable e) {
      throw new StartException("revokers: " + e.getMessage(), e);
    }
  }

  private static void begin(RevocationWatch watch) {
    boolean begun = false;
    try {
      watch.start(new Silent(), PATIENCE);
      begun = true;
    } finally {
      if (!begun) {
        watch.close();
      }
    }
  }

  @Override
  public boolean stops(Set<Target> targets) {
    return watch.filter(each -> each.stops(targets)).isPresent();
  }

  @Override
  public boolean any() {
    return watch.filter(each -> !each.isEmpty()).isPresent();
  }

  /** Why it will never be current again; the process should be started anew. */
  Optional<String> problem() {
    return watch.flatMap(RevocationWatch::problem);
  }

  @Override
  public void close() {
    watch.ifPresent(RevocationWatch::close);
  }
}
