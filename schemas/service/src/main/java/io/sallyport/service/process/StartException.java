package io.sallyport.service.process;

/** A process cannot start because of its surroundings; the message says which and what to do. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A start that failed for this reason. */
  public StartException(String message) {
    super(message);
  }

  /** A start that failed for this reason, because of that. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
