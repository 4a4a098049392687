package io.sallyport.contract.mandate;

import io.sallyport.contract.json.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The word in schemas and receipts. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word. */
  public static Optional<Classification> parse(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
  }

  /** Reads the claim {@code classification}, which records of before do not have. */
  public static Optional<Classification> read(Fields fields) throws Fields.Mismatch {
    Optional<String> word = fields.optionalText("classification");
    return word.map(text -> parse(text).orElseThrow(IllegalArgumentException::new));
  }
}
