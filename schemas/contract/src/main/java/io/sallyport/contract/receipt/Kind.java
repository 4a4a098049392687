package io.sallyport.contract.receipt;

import java.util.Locale;

/** The claim {@code kind} of a receipt. */
enum Kind {
  GENESIS,
  DELIVERY,
  DECISION,
  REFERRAL,
  DESK,
  OUTCOME,
  REJECTION,
  RESOLUTION,
  HOLD,
  WITNESS,
  RELOAD;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind parse(String text) {
    for (Kind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("an unknown kind");
  }
}
