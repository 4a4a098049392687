package io.sallyport.evidence.form;

import java.util.Optional;

/** Every way to cut a signed text into the parts of a form; there must not be two. */
record Readings(SignedText signed, String text) {

  int count() {
    return count(0, 0);
  }

  private int count(int part, int at) {
    if (part == signed.parts().size()) {
      return 1;
    }
    return switch (signed.parts().get(part)) {
      case Part.Literal(String literal) ->
          text.startsWith(literal, at) ? count(part + 1, at + literal.length()) : 0;
      case Part.HeaderValue header -> {
        int found = 0;
        for (int end = at + 1; end <= text.length(); end++) {
          found += header.isValue(text.substring(at, end)) ? count(part + 1, end) : 0;
        }
        yield found;
      }
      case Part.Time() -> {
        TimeField time =
            new TimeField(
                Optional.of("x-t"), Optional.empty(), TimeField.Unit.SECONDS, signed.isTimeOpen());
        int found = 0;
        for (int end = at + 1; end <= Math.min(text.length(), at + 20); end++) {
          found += time.instant(text.substring(at, end)).isPresent() ? count(part + 1, end) : 0;
        }
        yield found;
      }
    };
  }
}
