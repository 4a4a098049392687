package io.sallyport.cli.golden;

import java.util.List;

/**
 * What came of one case.
 *
 * @param test the document's name
 * @param name the case's name
 * @param differences empty if it passed
 */
record CaseResult(String test, String name, List<Difference> differences) {
  CaseResult {
    differences = List.copyOf(differences);
  }

  boolean isPassed() {
    return differences.isEmpty();
  }
}
