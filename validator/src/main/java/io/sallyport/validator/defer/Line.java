package io.sallyport.validator.defer;

import io.sallyport.contract.id.DeskKey;

/**
 * What is done one after the other: what waits in a line is decided in its order.
 *
 * @param memory with whose memory it is decided
 * @param order what is performed in order has the same
 */
public record Line(DeskKey memory, DeskKey order) {
  /** How many characters {@link #text} has. */
  static final int SIZE = 86;

  private static final int KEY = SIZE / 2;

  String text() {
    return memory.text() + order.text();
  }

  static Line parse(String text) {
    return new Line(new DeskKey(text.substring(0, KEY)), new DeskKey(text.substring(KEY)));
  }
}
