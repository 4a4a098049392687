package io.sallyport.service.config;

import io.sallyport.service.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects the problems of one document; owned by the thread that reads the document. */
final class Problems {
  private static final int SNIPPET_INDENT = 4;
  private static final int SNIPPET_WIDTH = 100;

  /**
   * A key that names a secret in the open, which the line would show: a file's ends otherwise. Or
   * whoever an address names before its host.
   */
  private static final Pattern IN_THE_OPEN =
      Pattern.compile(
          "(?i)(password|passwd|\\bpwd|passphrase|secret|token|\\bpin|keystore\\.key"
              + "|(api|private|secret|access)[-_]?key|[?&]sig(nature)?)['\"]?\\s*[:=]"
              + "|-----BEGIN|://\\S*@");

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Optional<Mark> mark, String message) {
    found.add(at(file, mark, message));
  }

  /** What a parser says, which may have a part of the line in it. */
  static Problem ofParser(String file, Optional<Mark> mark, String message) {
    return at(file, mark, mark.filter(Problems::hasSecret).isPresent() ? "is not YAML" : message);
  }

  static Problem at(String file, Optional<Mark> mark, String message) {
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    String snippet = mark.map(Problems::snippet).orElse("");
    return new Problem(file, line, column, VisibleText.escape(message), snippet);
  }

  /** Of a long line a part: what names a secret may lie before it. */
  private static String snippet(Mark mark) {
    if (hasSecret(mark)) {
      return "";
    }
    return mark.createSnippet(SNIPPET_INDENT, SNIPPET_WIDTH)
        .lines()
        .map(VisibleText::escape)
        .collect(Collectors.joining("\n"));
  }

  private static boolean hasSecret(Mark mark) {
    return IN_THE_OPEN.matcher(mark.createSnippet(0, Integer.MAX_VALUE)).find();
  }

  List<Problem> found() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }
}
