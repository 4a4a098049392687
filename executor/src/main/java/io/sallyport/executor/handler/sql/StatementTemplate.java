package io.sallyport.executor.handler.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One SQL statement whose values come from fields, {@code WHERE id = {order}}: each expression
 * becomes a bind parameter, so a value is never part of the text. The grammar is so small that the
 * database cannot read a text differently: no comment, backslash, dollar or prefixed literal, no
 * second statement. Immutable.
 *
 * @param sql with a {@code ?} for each field
 * @param fields their names, in the order of the parameters
 */
public record StatementTemplate(String sql, List<String> fields) {
  /** The longest text. */
  public static final int MAX_LENGTH = 10_000;

  /** The most parameters. */
  public static final int MAX_FIELDS = 100;

  private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES");
  private static final Set<String> CHANGING = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

  /** Copies the names. */
  public StatementTemplate {
    fields = List.copyOf(fields);
  }

  /** Reads a template; throws with what is wrong. */
  public static StatementTemplate parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw refused("has 10000 characters at most");
    }
    List<SqlToken> tokens = SqlToken.scan(text);
    checkFirst(tokens);
    checkNesting(tokens);
    StringBuilder sql = new StringBuilder();
    List<String> fields = new ArrayList<>();
    for (SqlToken token : tokens) {
      sql.append(token.kind() == SqlToken.Kind.FIELD ? "?" : token.text());
      if (token.kind() == SqlToken.Kind.FIELD) {
        fields.add(token.text());
      }
    }
    if (fields.size() > MAX_FIELDS) {
      throw refused("has 100 parameters at most");
    }
    return new StatementTemplate(sql.toString(), fields);
  }

  /** Whatever begins so can neither end a transaction nor start a program. */
  private static void checkFirst(List<SqlToken> tokens) {
    String first =
        tokens.stream()
            .filter(token -> token.kind() == SqlToken.Kind.WORD)
            .findFirst()
            .map(StatementTemplate::upper)
            .orElse("");
    boolean leads = !tokens.isEmpty() && tokens.getFirst().kind() == SqlToken.Kind.WORD;
    if (!leads || !(READING.contains(first) || CHANGING.contains(first))) {
      throw refused("begins with SELECT, WITH, VALUES, INSERT, UPDATE, DELETE or MERGE");
    }
  }

  /** What is changed within parentheses is in no row count, so maxRows would not bound it. */
  private static void checkNesting(List<SqlToken> tokens) {
    int depth = 0;
    String before = "";
    for (SqlToken token : tokens) {
      depth += step(token);
      if (depth < 0) {
        throw refused("closes a parenthesis that it did not open");
      }
      if (depth > 0 && changes(token)) {
        throw refused("changes and locks nothing within parentheses: those rows are not counted");
      }
      if (makes(token, before)) {
        throw refused("makes no table with INTO");
      }
      before = token.kind() == SqlToken.Kind.SPACE ? before : upper(token);
    }
    if (depth > 0) {
      throw refused("does not close a parenthesis");
    }
  }

  private static int step(SqlToken token) {
    return switch (token.text()) {
      case "(" -> 1;
      case ")" -> -1;
      default -> 0;
    };
  }

  /** A subquery that locks is refused too: there is no telling it from one that changes. */
  private static boolean changes(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD && CHANGING.contains(upper(token));
  }

  /** {@code SELECT ... INTO} makes a table. */
  private static boolean makes(SqlToken token, String before) {
    return token.kind() == SqlToken.Kind.WORD
        && upper(token).equals("INTO")
        && !(before.equals("INSERT") || before.equals("MERGE"));
  }

  private static String upper(SqlToken token) {
    return token.text().toUpperCase(Locale.ROOT);
  }

  private static IllegalArgumentException refused(String rule) {
    return new IllegalArgumentException("a statement " + rule);
  }
}
