package io.sallyport.validator.release;

import io.sallyport.contract.Environment;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.admit.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stays the same about releases from bundle to bundle.
 *
 * @param operators who may
 * @param receipts tells our receipts
 * @param maxAge how old a receipt may be
 */
public record Releases(Operators operators, OwnReceipts receipts, Duration maxAge) {

  /**
   * Reads the keys; throws {@link StartException} when one cannot be used.
   *
   * @param config what the process was told
   * @param environment whose validator it is
   * @param receipts the keys that sign its receipts, or did
   */
  public static Releases open(ReleaseConfig config, Environment environment, List<Jwk> receipts) {
    String validator = environment.validator();
    List<Operators.Operator> operators = new ArrayList<>();
    try {
      for (ReleaseConfig.Operator each : config.operators()) {
        operators.add(new Operators.Operator(each.id(), KeyFile.readPublic(each.keyFile())));
      }
      return new Releases(
          new Operators(validator, operators, config.maxTtl()),
          new OwnReceipts(validator, receipts),
          config.maxAge());
    } catch (KeyFile.Unusable | IllegalArgumentException e) {
      throw new StartException("operators: " + e.getMessage(), e);
    }
  }

  /** The entrance of releases to the sources of a bundle. */
  public Entrance entrance(Map<String, SourceSpec> sources) {
    return new Releaser(operators, receipts, maxAge, sources);
  }
}
