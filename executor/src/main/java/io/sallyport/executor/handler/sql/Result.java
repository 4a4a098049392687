package io.sallyport.executor.handler.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.handler.Performed.Answer;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes in what a statement returned, within the limits, and keeps its digest only: SHA-256 over
 * lines of compact JSON, first the array of the column names, then an array for each row, every
 * value as the text that PostgreSQL gives, or null.
 */
final class Result {
  private Result() {}

  /** The result breaks a limit. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    Refused(Code code) {
      super(code.text());
      this.code = code;
    }

    Code code() {
      return code;
    }
  }

  /** Executes and reads; the count is that of the rows returned, or changed if none are. */
  static Answer of(PreparedStatement statement, SqlSpec spec) throws SQLException, Refused {
    int most = spec.limits().maxRows();
    statement.setMaxRows(most + 1);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    long rows;
    if (statement.execute()) {
      try (ResultSet result = statement.getResultSet()) {
        rows = read(result, spec, lines);
      }
    } else {
      write(JsonNodeFactory.instance.arrayNode(), lines);
      rows = statement.getLargeUpdateCount();
    }
    if (rows > most) {
      throw new Refused(Code.ROWS_EXCEEDED);
    }
    return new Answer(Math.toIntExact(rows), Digest.of(lines.toByteArray()));
  }

  private static long read(ResultSet result, SqlSpec spec, ByteArrayOutputStream lines)
      throws SQLException, Refused {
    int columns = writeColumns(result.getMetaData(), spec.columns(), lines);
    long rows = 0;
    while (result.next()) {
      ArrayNode row = JsonNodeFactory.instance.arrayNode();
      for (int column = 1; column <= columns; column++) {
        row.add(result.getString(column));
      }
      write(row, lines);
      rows++;
    }
    return rows;
  }

  private static int writeColumns(
      ResultSetMetaData found, Set<String> allowed, ByteArrayOutputStream lines)
      throws SQLException, Refused {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    Set<String> seen = new HashSet<>();
    for (int column = 1; column <= found.getColumnCount(); column++) {
      String name = found.getColumnLabel(column);
      if (!allowed.contains(name) || !seen.add(name)) {
        throw new Refused(Code.COLUMNS_REFUSED);
      }
      names.add(name);
    }
    write(names, lines);
    return found.getColumnCount();
  }

  private static void write(ArrayNode line, ByteArrayOutputStream lines) {
    lines.writeBytes(StrictJson.write(line));
    lines.write('\n');
  }
}
