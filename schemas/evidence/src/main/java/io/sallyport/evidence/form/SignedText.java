package io.sallyport.evidence.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code signed} of a description says: {@code {header:<name>}}, {@code {timestamp}} and
 * {@code {body}} with literals between them, such that one signed text has one reading.
 *
 * @param parts what is in front of the body
 * @param problem what is wrong, if anything, and what to do
 */
record SignedText(List<Part> parts, Optional<String> problem) {
  /** The longest text of {@code signed}. */
  static final int MAX_LENGTH = 512;

  private static final String HEADER = "header:";
  private static final String KNOWN = "{body}, {timestamp} and {header:<name>}";

  /** A literal, or what stands between braces. */
  private record Token(String text, boolean isPlace) {}

  static SignedText parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return wrong("must be at most " + MAX_LENGTH + " characters");
    }
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        tokens.add(new Token(text.substring(at, end), false));
      }
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        return wrong("a brace is not closed: write " + KNOWN);
      }
      tokens.add(new Token(text.substring(open + 1, close), true));
      at = close + 1;
    }
    return of(tokens);
  }

  private static SignedText of(List<Token> tokens) {
    Optional<String> problem =
        tokens.stream().map(SignedText::problem).flatMap(Optional::stream).findFirst();
    if (problem.isPresent()) {
      return wrong(problem.get());
    }
    Set<Token> seen = new HashSet<>();
    if (!tokens.stream().filter(Token::isPlace).allMatch(seen::add)) {
      return wrong("names one part twice: each stands there once");
    }
    if (tokens.isEmpty() || !tokens.getLast().equals(new Token("body", true))) {
      return wrong(
          "must end with {body}: behind it nothing could tell where the body ends; a scheme that"
              + " does not sign the body last cannot be described");
    }
    return parts(tokens.subList(0, tokens.size() - 1));
  }

  private static Optional<String> problem(Token token) {
    String text = token.text();
    if (!token.isPlace()) {
      return literalProblem(text);
    }
    if (text.equals("body") || text.equals("timestamp")) {
      return Optional.empty();
    }
    return text.startsWith(HEADER)
        ? HeaderName.problem(text.substring(HEADER.length()))
        : Optional.of(
            "knows "
                + KNOWN
                + " only; the request target is none: whoever verifies again from"
                + " the record does not have it");
  }

  private static Optional<String> literalProblem(String text) {
    boolean isPlain = text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127 && c != '}'));
    return isPlain
        ? Optional.empty()
        : Optional.of("literals are printable ASCII without braces, and line feeds");
  }

  private static SignedText parts(List<Token> tokens) {
    List<Part> parts = new ArrayList<>();
    for (int index = 0; index < tokens.size(); index++) {
      Token token = tokens.get(index);
      if (!token.isPlace()) {
        parts.add(new Part.Literal(token.text()));
      } else if (token.text().equals("timestamp")) {
        parts.add(new Part.Time());
      } else {
        boolean isLast = index + 1 == tokens.size();
        if (isLast || tokens.get(index + 1).isPlace()) {
          return wrong(
              "a header needs a literal behind it, such as '.', that tells where its value ends");
        }
        String name = token.text().substring(HEADER.length());
        parts.add(new Part.HeaderValue(name, tokens.get(index + 1).text().charAt(0)));
      }
    }
    return new SignedText(List.copyOf(parts), Optional.empty());
  }

  /** Whether nothing but its length tells where the time ends. */
  boolean isTimeOpen() {
    int next = parts.indexOf(new Part.Time()) + 1;
    return next == parts.size()
        || !(parts.get(next) instanceof Part.Literal(String text))
        || Character.isDigit(text.charAt(0));
  }

  private static SignedText wrong(String problem) {
    return new SignedText(List.of(), Optional.of(problem));
  }
}
