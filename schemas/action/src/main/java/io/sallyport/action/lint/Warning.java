package io.sallyport.action.lint;

/**
 * One place where a schema says what is seldom meant.
 *
 * @param pointer {@code /fields} and the names of fields, {@code items}, {@code keys}, {@code
 *     values} below
 * @param rule what is doubtful there
 */
public record Warning(String pointer, WarningRule rule) {
  /** One line for people. */
  public String text() {
    return pointer + ": " + rule.text() + ": " + rule.meaning();
  }
}
