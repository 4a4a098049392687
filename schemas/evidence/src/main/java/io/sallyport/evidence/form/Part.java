package io.sallyport.evidence.form;

import io.sallyport.evidence.text.StrictText;

/** A piece of what is signed in front of the body. */
public sealed interface Part {

  /**
   * The same in each delivery.
   *
   * @param text printable ASCII and line feeds
   */
  record Literal(String text) implements Part {}

  /**
   * A header's value.
   *
   * @param name in lower case
   * @param stop the character behind it, which the value must not have: where it ends is certain
   */
  record HeaderValue(String name, char stop) implements Part {
    /** The longest value. */
    public static final int MAX_LENGTH = 256;

    /** Whether it can be this part's value. */
    public boolean isValue(String text) {
      return StrictText.isVisible(text, MAX_LENGTH) && text.indexOf(stop) < 0;
    }
  }

  /** The characters of the time, as they stand in the header. */
  record Time() implements Part {}
}
