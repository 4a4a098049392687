package io.sallyport.validator.parse;

import io.sallyport.contract.Code;

/** Leads out of the nested reader to its one caller; carries no text and no stack trace. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;

  Refusal(Code code) {
    super(code.text(), null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
