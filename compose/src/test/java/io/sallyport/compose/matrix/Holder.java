package io.sallyport.compose.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test class or script whose tags say which items of the control matrix it holds.
 *
 * @param name its module and name, as {@code executor/VerifierTest} or {@code compose/prove.sh}
 * @param items what the tags name
 * @param faults why it says so in vain, each for a person
 */
record Holder(String name, List<String> items, List<String> faults) {
  private static final Pattern TAG = Pattern.compile("(?m)^[ #]*@(?:[\\w.]+\\.)?Tags?\\b.*$");
  private static final Pattern ABOVE = Pattern.compile("(?:# )?@Tag\\(\"([^\"]+)\"\\)");

  Holder {
    items = List.copyOf(items);
    faults = List.copyOf(faults);
  }

  /**
   * Reads the tags of a source.
   *
   * @param runs whether something of it is run by its name
   * @return nothing where the text has no tag
   */
  static Optional<Holder> of(String name, String text, boolean runs) {
    List<String> tags = TAG.matcher(text).results().map(MatchResult::group).toList();
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    List<String> items = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    if (!runs) {
      faults.add(name + " has a tag and no test that is run under this name");
    }
    for (String tag : tags) {
      Matcher above = ABOVE.matcher(tag);
      if (!above.matches()) {
        faults.add(
            name + " has a tag that is not alone on its line above the class: " + tag.strip());
      } else if (items.contains(above.group(1))) {
        faults.add(name + " has a tag twice: " + above.group(1));
      } else {
        items.add(above.group(1));
      }
    }
    return Optional.of(new Holder(name, items, faults));
  }
}
