package io.sallyport.contract.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an action was performed; instants of the executor's own clock, whole milliseconds.
 *
 * @param started before the handler was called
 * @param finished after it had returned
 * @param lease the credential, if the handler has one
 */
public record Execution(Instant started, Instant finished, Optional<Lease> lease) {
  /** Cuts the instants to milliseconds. */
  public Execution {
    started = started.truncatedTo(ChronoUnit.MILLIS);
    finished = finished.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * A credential as it was lent to one action; it says nothing of the secret.
   *
   * @param id random, of this lease only; base64url
   * @param credential the name of the Credential document
   * @param scope what it was good for, where its issuer narrowed it; printable ASCII
   */
  public record Lease(String id, String credential, Optional<String> scope) {
    /** The longest scope, in characters. */
    public static final int MAX_SCOPE = 1000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern NAME = Pattern.compile("[ -~]{1,100}");
    private static final Pattern SCOPE = Pattern.compile("[ -~]{1," + MAX_SCOPE + "}");

    /** Refuses what no lease can be. */
    public Lease {
      boolean named = ID.matcher(id).matches() && NAME.matcher(credential).matches();
      if (!named || !scope.map(text -> SCOPE.matcher(text).matches()).orElse(true)) {
        throw new IllegalArgumentException(
            "a lease has a base64url id, and a name and a scope of printable ASCII");
      }
    }
  }
}
