package io.sallyport.compose.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of items: what holds each is written there, which tests say so is written by us. */
record Matrix(String page) {
  private static final Pattern ROW =
      Pattern.compile("(?m)^(?<said>\\| `(?<item>[^`|]+)` [^|]+\\| (?<what>[^|]+) \\|).*$");
  private static final String NOTHING = "nothing:";

  /** The items in their order. */
  List<String> items() {
    return rows().stream().map(row -> row.group("item")).toList();
  }

  /** The page with the names of those whose tags name an item in that item's row. */
  String with(List<Holder> holders) {
    return ROW.matcher(page)
        .replaceAll(row -> {
          List<String> names = names(row.group("item"), holders);
          String last = names.isEmpty() ? "none" : String.join(", ", names);
          return Matcher.quoteReplacement(row.group("said") + " " + last + " |");
        });
  }

  /** What is wrong between the page and the tags, each for a person. */
  List<String> faults(List<Holder> holders) {
    List<String> faults = new ArrayList<>();
    List<String> items = items();
    for (Holder holder : holders) {
      faults.addAll(holder.faults());
      holder.items().stream()
          .filter(item -> !items.contains(item))
          .forEach(item -> faults.add(holder.name() + " has a tag of no item: " + item));
    }
    for (MatchResult row : rows()) {
      boolean held = !names(row.group("item"), holders).isEmpty();
      boolean said = !row.group("what").startsWith(NOTHING);
      if (said && !held) {
        faults.add(row.group("item") + " has no test, and does not begin with " + NOTHING);
      }
      if (held && !said) {
        faults.add(row.group("item") + " has a test, and begins with " + NOTHING);
      }
    }
    return faults;
  }

  private static List<String> names(String item, List<Holder> holders) {
    return holders.stream()
        .filter(holder -> holder.items().contains(item))
        .map(holder -> "`" + holder.name() + "`")
        .toList();
  }

  private List<MatchResult> rows() {
    return ROW.matcher(page).results().toList();
  }
}
