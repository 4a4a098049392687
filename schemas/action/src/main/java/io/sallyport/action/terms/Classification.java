package io.sallyport.action.terms;

import java.util.Locale;

/** How sensitive the data are that an action touches, from least to most. */
public enum Classification {
  /** Anybody may know. */
  PUBLIC,
  /** For the organisation. */
  INTERNAL,
  /** For those who need it. */
  CONFIDENTIAL,
  /** For named persons. */
  RESTRICTED;

  /** The word in schemas. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
