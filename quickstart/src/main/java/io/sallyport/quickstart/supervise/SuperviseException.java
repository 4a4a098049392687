package io.sallyport.quickstart.supervise;

/** A process could not be started, kept or stopped; the message says what to do. */
public final class SuperviseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem that has no other exception behind it. */
  public SuperviseException(String message) {
    super(message);
  }

  SuperviseException(String message, Throwable cause) {
    super(message, cause);
  }
}
