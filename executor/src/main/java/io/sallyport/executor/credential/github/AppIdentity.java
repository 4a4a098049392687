package io.sallyport.executor.credential.github;

import io.sallyport.contract.json.JsonWriter;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.AssertionKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a GitHub App proves itself: a JWT that is good for one minute. Its key is read from its file
 * for each. Safe for any thread.
 *
 * @param clientId the app's client id, or its app id
 * @param key RSA of 2048 bits or more, in PEM
 * @param clock the time
 */
public record AppIdentity(String clientId, SecretFile key, InstantSource clock) {
  /** GitHub advises a minute for clocks that are apart, and allows ten minutes ahead. */
  static final Duration SPAN = Duration.ofSeconds(60);

  /** What is wrong with the file; empty when it can be used. */
  public Optional<String> problem() {
    try {
      token();
      return Optional.empty();
    } catch (SecretFile.Unfit e) {
      return Optional.of(e.rule());
    }
  }

  /** The JWT of a request; to be made anew for each. */
  String token() throws SecretFile.Unfit {
    byte[] pem = key.content();
    try {
      Instant now = clock.instant();
      byte[] claims =
          JsonWriter.write(json ->
              json.put("iat", now.minus(SPAN).getEpochSecond())
                  .put("exp", now.plus(SPAN).getEpochSecond())
                  .put("iss", clientId));
      return AssertionKey.parseRsa(pem).sign(Optional.empty(), claims);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }
}
