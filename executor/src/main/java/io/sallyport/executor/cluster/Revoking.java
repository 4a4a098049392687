package io.sallyport.executor.cluster;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.revocation.RevocationBook;
import io.sallyport.contract.revocation.RevocationBook.Signer;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What bounds revocations.
 *
 * @param maxStaleness how old the last confirmation may be that none is missing
 * @param most how many are held; one more stops everything
 */
public record Revoking(Duration maxStaleness, int most) {
  /** Reads them from a configuration's limits. */
  public static Revoking read(ConfigNode limits) {
    return new Revoking(
        limits.duration(
            "maxStaleness", Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(1)),
        Math.toIntExact(limits.integer("revocations", 100_000, 1_000, 200_000)));
  }

  /** A watch, not started, over what {@code operators} revoke. */
  public RevocationWatch watch(
      Map<String, Object> kafka, Topics topics, Environment environment, List<Signer> operators) {
    RevocationBook book = new RevocationBook(environment, operators, most);
    return RevocationWatch.of(kafka, topics, book, maxStaleness);
  }
}
