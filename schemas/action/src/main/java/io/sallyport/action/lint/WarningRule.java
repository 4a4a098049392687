package io.sallyport.action.lint;

import java.util.Locale;

/**
 * What a schema may say and seldom means. A warning refuses nothing. A new rule may be added; the
 * code of an old one never changes its meaning.
 */
public enum WarningRule {
  ADMITS_ANYTHING("A pattern has a part that any character matches, such as '.'."),
  ADMITS_CONTROL("A pattern admits control characters, such as an escape or a line end."),
  ADMITS_UNSEEN("A pattern admits bidi or zero-width characters: people read another text."),
  ADMITS_LEADING_DASH(
      "A pattern admits text that begins with '-', which commands take for options."),
  NAMED_LIKE_SECRET("A string is named like a secret; a record is readable on its topic."),
  LONG_TEXT("A string has a maxLength above 4096.");

  private final String meaning;

  WarningRule(String meaning) {
    this.meaning = meaning;
  }

  /** The code: {@code long-text}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is doubtful, one sentence for people. */
  public String meaning() {
    return meaning;
  }
}
