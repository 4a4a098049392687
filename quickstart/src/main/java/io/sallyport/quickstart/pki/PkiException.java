package io.sallyport.quickstart.pki;

/** A key or certificate of the stack's own authority could not be made or read. */
public final class PkiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PkiException(String message, Throwable cause) {
    super(message, cause);
  }
}
