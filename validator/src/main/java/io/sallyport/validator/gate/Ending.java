package io.sallyport.validator.gate;

import io.sallyport.contract.Code;

/**
 * How a delivery or one decision about it ended; every label is from the bundle or an enum.
 *
 * @param source the source's name, or {@code -}
 * @param rule the rule's name, or {@code -}
 * @param result the ending
 * @param code why
 */
public record Ending(String source, String rule, String result, Code code) {
  /** For what is not known. */
  static final String UNKNOWN = "-";
}
