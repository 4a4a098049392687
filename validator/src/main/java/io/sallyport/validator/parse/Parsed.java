package io.sallyport.validator.parse;

import io.sallyport.contract.Code;

/** What became of a body. */
public sealed interface Parsed {
  /** It is an event. */
  record Accepted(UntrustedEvent event) implements Parsed {}

  /**
   * It is refused.
   *
   * @param code why
   * @param pointer where, as an RFC 6901 pointer in visible ASCII, cut off when it is long
   */
  record Refused(Code code, String pointer) implements Parsed {}
}
