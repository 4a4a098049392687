package io.sallyport.cli.terminal;

import io.sallyport.service.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart. Owned by the thread that fills it. */
public final class Table {
  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(int columns) {
    this.columns = columns;
  }

  /** A table whose first row is a heading. */
  public static Table headed(String... heading) {
    return new Table(heading.length).row(heading);
  }

  /** A table without a heading. */
  public static Table of(int columns) {
    return new Table(columns);
  }

  /** Adds a row. */
  public Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("a row has " + columns + " cells");
    }
    rows.add(List.of(cells).stream().map(VisibleText::escape).toList());
    return this;
  }

  /** The rows as lines, without spaces at their ends. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(width(column) - length(cell) + 2));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
