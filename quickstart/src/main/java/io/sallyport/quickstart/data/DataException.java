package io.sallyport.quickstart.data;

/** The data directory or the built project cannot be used; the message says what to do. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem for the person at the terminal. */
  public DataException(String message) {
    super(message);
  }
}
