package io.sallyport.cli.lint;

import io.sallyport.service.config.Problem;
import java.util.List;
import java.util.Map;

/**
 * Problems that are gone once another one is: whoever names a type or a source that could not be
 * read has nothing to mend.
 */
final class Consequences {
  private static final String NO_TYPE = "the bundle has no action type of this name";
  private static final String NO_SOURCE = "the bundle has no source of this name";
  private static final String UNREAD = "unknown key; known here: ";

  private Consequences() {}

  /** {@code problems} but for consequences, of a bundle with these documents. */
  static List<Problem> without(List<Problem> problems, Map<String, String> documents) {
    boolean schemas = problems.stream().anyMatch(each -> each.file().endsWith(".avsc"));
    boolean sources =
        problems.stream()
            .anyMatch(each -> documents.getOrDefault(each.file(), "").contains("kind: Source"));
    boolean types = problems.stream().anyMatch(each -> each.message().endsWith(NO_TYPE));
    return problems.stream()
        .filter(each -> !(schemas && each.message().endsWith(NO_TYPE)))
        .filter(each -> !(sources && each.message().endsWith(NO_SOURCE)))
        .filter(each -> !(types && each.message().endsWith(UNREAD)))
        .toList();
  }
}
