package io.sallyport.executor.handler.sql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.executor.handler.Performance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The target's own table of performed actions, with {@code action_id} as its primary key. A row is
 * written in the transaction that performs the action, so it is there exactly when that was
 * committed.
 *
 * @param table schema and name, quoted
 */
public record ActionLedger(String table) {
  private static final String NAME = "([a-z_][a-z0-9_]{0,62})";
  private static final Pattern FORM = Pattern.compile(NAME + "\\." + NAME);

  /** Reads {@code schema.table}; throws with what is wrong. */
  public static ActionLedger parse(String text) {
    Matcher names = FORM.matcher(text);
    if (!names.matches()) {
      throw new IllegalArgumentException("ledger is schema.table in lower case, without quotes");
    }
    return new ActionLedger("\"" + names.group(1) + "\".\"" + names.group(2) + "\"");
  }

  /**
   * Writes the action's row; false if it is there already. Where another transaction has written
   * it, this waits until that one has ended, whichever way: afterwards the answer is final.
   */
  boolean claim(Connection connection, Performance performance) throws SQLException {
    String insert =
        "INSERT INTO "
            + table
            + " (action_id, action_type) VALUES (?, ?) ON CONFLICT (action_id) DO NOTHING";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, performance.action().text());
      statement.setString(2, performance.fields().getSchema().getFullName());
      if (statement.executeUpdate() == 1) {
        return true;
      }
    }
    checkRow(connection, performance);
    return false;
  }

  /** A trigger or rule can keep a row out too, which says nothing about a former attempt. */
  private void checkRow(Connection connection, Performance performance) throws SQLException {
    String find = "SELECT action_id FROM " + table + " WHERE action_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      statement.setString(1, performance.action().text());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the table takes no row and has none");
        }
      }
    }
  }
}
