package io.sallyport.confluent;

import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every request to the registry carries. Secrets are in files, which are read for each look at
 * the registry, so that a new one needs no restart.
 */
public sealed interface RegistryCredential {
  /** Nothing. */
  record None() implements RegistryCredential {}

  /**
   * A user and a password (RFC 7617).
   *
   * @param user visible characters without a colon
   * @param password the file that has it
   */
  record Basic(String user, Path password) implements RegistryCredential {
    /** Refuses a user that the header could not carry. */
    public Basic {
      if (user.isEmpty() || !user.chars().allMatch(each -> each > ' ' && each < 127)) {
        throw new IllegalArgumentException("registry.basic.user: visible ASCII characters");
      }
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("registry.basic.user: no colon, which ends it");
      }
    }
  }

  /**
   * A token (RFC 6750).
   *
   * @param token the file that has it
   */
  record Bearer(Path token) implements RegistryCredential {}

  /** Reads {@code basic} and {@code bearer}, of which one may be there. */
  static RegistryCredential read(ConfigNode node) {
    Optional<RegistryCredential> basic =
        node.optionalChild("basic")
            .map(each -> new Basic(each.text("user"), each.path("passwordFile")));
    Optional<RegistryCredential> bearer =
        node.optionalChild("bearer").map(each -> new Bearer(each.path("tokenFile")));
    if (basic.isPresent() && bearer.isPresent()) {
      node.problem("bearer", "basic is there too, and a request carries one of them");
    }
    return basic.or(() -> bearer).orElseGet(None::new);
  }
}
