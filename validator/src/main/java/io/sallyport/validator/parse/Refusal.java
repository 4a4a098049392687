package io.sallyport.validator.parse;

import io.sallyport.contract.Code;

/** Leads out of a nested reader to its one caller; carries no text and no stack trace. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** A refusal for the reason {@code code}. */
  public Refusal(Code code) {
    super(code.text(), null, false, false);
    this.code = code;
  }

  /** Why. */
  public Code code() {
    return code;
  }
}
