package io.sallyport.confluent;

/** The registry cannot be reached, does not answer as it should, or lacks what a start needs. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
