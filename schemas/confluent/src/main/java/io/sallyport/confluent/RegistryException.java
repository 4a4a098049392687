package io.sallyport.confluent;

import java.util.Locale;

/**
 * The registry cannot be reached, does not answer as it should, or lacks what a start needs. Its
 * message begins with the code and holds nothing that a registry said or that a secret's file has.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, with what to do. */
  public enum Reason {
    /** Nobody listens, the name is unknown, or the answer does not come in time. */
    REGISTRY_UNREACHABLE("start the registry, or correct registry.url"),
    /** No connection by TLS that both believe. */
    REGISTRY_UNTRUSTED(
        "registry.tls.truststore has to hold the authority of its certificate, which has to name"
            + " the host of registry.url; where it asks for ours, registry.tls.keystore has to"
            + " have one that it knows"),
    /** It does not know us. */
    REGISTRY_UNAUTHENTICATED(
        "correct the file of registry.basic.passwordFile or registry.bearer.tokenFile, or the"
            + " user"),
    /** It knows us, and we may not. */
    REGISTRY_FORBIDDEN("have its administrator grant the user this; validators read subjects only"),
    /** A file of ours that proves who we are cannot be used. */
    REGISTRY_FILE("look at that file, its owner and its password"),
    /** It answers what nobody expected. */
    REGISTRY_ANSWER("look at the registry's own log"),
    /** A pinned schema is not there. */
    REGISTRY_SCHEMA("run `sallyport topics apply`");

    private final String next;

    Reason(String next) {
      this.next = next;
    }

    /** The stable word for it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What to do. */
    public String next() {
      return next;
    }
  }

  private final Reason reason;

  RegistryException(Reason reason, String message) {
    super(reason.code() + ": " + message);
    this.reason = reason;
  }

  RegistryException(Reason reason, String message, Throwable cause) {
    super(reason.code() + ": " + message, cause);
    this.reason = reason;
  }

  /** Why, with what to do. */
  public Reason reason() {
    return reason;
  }
}
