package io.sallyport.executor.handler.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a statement.
 *
 * @param kind what it is
 * @param text as it stands; of a field, its name
 */
record SqlToken(Kind kind, String text) {
  private static final String SYMBOLS = "(),.*=<>+-/%|&!^~#@:[]";
  private static final String UNQUOTED = "{}\\";
  private static final int MAX_NAME = 100;

  /** What a piece is. */
  enum Kind {
    /** Spaces and newlines. */
    SPACE,
    /** A keyword, a plain identifier or a number. */
    WORD,
    /** A literal or a quoted identifier. */
    QUOTED,
    /** An expression {@code {field}}. */
    FIELD,
    /** One character of an operator, or punctuation. */
    SYMBOL
  }

  /** The pieces of {@code text}, in order; throws where it breaks the grammar. */
  static List<SqlToken> scan(String text) {
    List<SqlToken> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      SqlToken token = next(text, at);
      if (!tokens.isEmpty()) {
        checkNeighbours(tokens.getLast(), token);
      }
      tokens.add(token);
      at += token.length();
    }
    return tokens;
  }

  private int length() {
    return kind == Kind.FIELD ? text.length() + 2 : text.length();
  }

  private static SqlToken next(String text, int from) {
    char c = text.charAt(from);
    if (c == '{') {
      return field(text, from);
    }
    if (c == '\'' || c == '"') {
      return quoted(text, from);
    }
    if (isWord(c)) {
      return new SqlToken(Kind.WORD, text.substring(from, wordEnd(text, from)));
    }
    if (c == ' ' || c == '\n') {
      return new SqlToken(Kind.SPACE, String.valueOf(c));
    }
    if (SYMBOLS.indexOf(c) < 0) {
      throw refused("has a character that no statement needs outside of literals", from);
    }
    return new SqlToken(Kind.SYMBOL, String.valueOf(c));
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static SqlToken field(String text, int from) {
    int end = wordEnd(text, from + 1);
    String name = text.substring(from + 1, end);
    boolean named = !name.isEmpty() && name.length() <= MAX_NAME && !isDigit(name.charAt(0));
    if (!named || end == text.length() || text.charAt(end) != '}') {
      throw refused("has {field} with a name of letters, digits and '_' only", from);
    }
    return new SqlToken(Kind.FIELD, name);
  }

  /** Up to its closing quote; a doubled one belongs to it. */
  private static SqlToken quoted(String text, int from) {
    char quote = text.charAt(from);
    int at = from + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote && !text.startsWith(String.valueOf(quote), at + 1)) {
        return new SqlToken(Kind.QUOTED, text.substring(from, at + 1));
      }
      if (c < ' ' || c > '~' || UNQUOTED.indexOf(c) >= 0) {
        throw refused("has printable ASCII without braces and backslashes in quotes", at);
      }
      at += c == quote ? 2 : 1;
    }
    throw refused("does not close a quote", from);
  }

  /** Comments, prefixed literals and parameters that grow together with what is beside them. */
  private static void checkNeighbours(SqlToken left, SqlToken right) {
    String both = left.text + right.text;
    if (left.kind == Kind.SYMBOL && (both.equals("--") || both.equals("/*"))) {
      throw new IllegalArgumentException("a statement has no comment");
    }
    boolean grown = isSolid(left) && isSolid(right);
    boolean prefixed = left.text.equals("&") && right.kind == Kind.QUOTED;
    if (grown || prefixed) {
      throw new IllegalArgumentException(
          "a statement has a space between a literal or {field} and what is beside it");
    }
  }

  private static boolean isSolid(SqlToken token) {
    return token.kind == Kind.WORD || token.kind == Kind.QUOTED || token.kind == Kind.FIELD;
  }

  private static boolean isWord(char c) {
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException refused(String rule, int at) {
    return new IllegalArgumentException("a statement " + rule + " (character " + (at + 1) + ")");
  }
}
