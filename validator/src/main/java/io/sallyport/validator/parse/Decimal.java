package io.sallyport.validator.parse;

import java.math.BigDecimal;

/**
 * A JSON number that is not an integer of 64 bits. It is opaque to expressions: CEL would compare
 * it as a double and lose digits, so to compare it is an error for now.
 *
 * @param value every digit as it was written
 */
public record Decimal(BigDecimal value) {
  /** No digits: what is in there is a stranger's. */
  @Override
  public String toString() {
    return "Decimal";
  }
}
