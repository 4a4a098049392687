package io.sallyport.cli.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import io.sallyport.service.config.Problem;
import io.sallyport.service.text.VisibleText;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives problems of action schemas, which name JSON pointers, their lines and columns. */
final class SchemaPlaces {
  private static final Pattern POINTER = Pattern.compile("(\\(root\\)|/\\S*): .*");
  private static final Pattern PLACE = Pattern.compile(".* see line (\\d{1,7}), column (\\d{1,7})");
  private static final int WIDTH = 100;
  private static final JsonFactory JSON = new JsonFactory();

  private SchemaPlaces() {}

  /** {@code problem} with its place in {@code text}, if it names one. */
  static Problem located(Problem problem, String text) {
    Matcher place = PLACE.matcher(problem.message());
    if (place.matches()) {
      return at(problem, text, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
    }
    Matcher pointer = POINTER.matcher(problem.message());
    if (!pointer.matches() || pointer.group(1).startsWith("(")) {
      return problem;
    }
    return find(text, pointer.group(1))
        .map(found -> at(problem, text, found.getLineNr(), found.getColumnNr()))
        .orElse(problem);
  }

  /** Where the value, or the name before it, begins; or that of what is around it. */
  private static Optional<JsonLocation> find(String text, String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Optional<JsonLocation> found = exactly(text, at);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonLocation> exactly(String text, String pointer) {
    try (JsonParser tokens = JSON.createParser(text)) {
      while (tokens.nextToken() != null) {
        if (tokens.getParsingContext().pathAsPointer().toString().equals(pointer)) {
          return Optional.of(tokens.currentTokenLocation());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Problem at(Problem problem, String text, int line, int column) {
    String snippet =
        text.lines().skip(line - 1L).findFirst().map(l -> snippet(l, column)).orElse("");
    return new Problem(problem.file(), line, column, problem.message(), snippet);
  }

  private static String snippet(String line, int column) {
    int from = Math.max(0, Math.min(column - 1 - WIDTH / 2, line.length() - WIDTH));
    String shown = line.substring(from, Math.min(line.length(), from + WIDTH));
    String before = shown.substring(0, Math.clamp(column - 1L - from, 0, shown.length()));
    return "    "
        + VisibleText.escape(shown)
        + "\n    "
        + " ".repeat(VisibleText.escape(before).length())
        + "^";
  }
}
