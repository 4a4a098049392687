package io.sallyport.cli.golden;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.validator.bundle.GoldenTest.Expected;
import io.sallyport.validator.trial.Outcome;
import io.sallyport.validator.trial.Outcome.Judged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares all that was expected of a payload with all that came of it. Used by one thread. */
final class Comparison {
  private static final String DELIVERY = "delivery";

  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /** Every difference; a decision that is missing or was not expected is one too. */
  static List<Difference> of(List<Expected> expected, Outcome outcome) {
    Comparison comparison = new Comparison();
    switch (outcome) {
      case Outcome.Refused refused -> comparison.refused(expected, refused);
      case Outcome.Ignored ignored -> comparison.decisions(expected, List.of());
      case Outcome.Decided decided -> comparison.decisions(expected, decided.decisions());
    }
    return List.copyOf(comparison.differences);
  }

  private void refused(List<Expected> expected, Outcome.Refused got) {
    String refused = Wording.refused(got.code().text(), got.pointer());
    List<String> wanted = expected.stream().map(Wording::of).toList();
    boolean isExpected = expected.equals(List.of(new Expected.Refused(got.code(), got.pointer())));
    if (!isExpected) {
      add(DELIVERY, wanted.isEmpty() ? "no rule is for it" : String.join(", ", wanted), refused);
    }
  }

  private void decisions(List<Expected> expected, List<Judged> decisions) {
    Map<String, Judged> left = new LinkedHashMap<>();
    decisions.forEach(judged -> left.put(judged.rule(), judged));
    for (Expected each : expected) {
      switch (each) {
        case Expected.Refused refused -> add(DELIVERY, Wording.of(refused), all(decisions));
        case Expected.Unbound unbound -> unbound(unbound, left.remove(unbound.rule()));
        case Expected.Decided decided -> decided(decided, left.remove(decided.rule()));
      }
    }
    left.values().forEach(judged -> add(judged.rule(), Wording.NOTHING, Wording.of(judged)));
  }

  private static String all(List<Judged> decisions) {
    List<String> words =
        decisions.stream().map(each -> each.rule() + ": " + Wording.of(each)).toList();
    return words.isEmpty() ? "no rule is for it" : String.join(", ", words);
  }

  private void unbound(Expected.Unbound expected, @org.jspecify.annotations.Nullable Judged got) {
    String wanted = Wording.of(expected);
    String found = got == null ? Wording.NOTHING : Wording.of(got);
    if (!wanted.equals(found)) {
      add(expected.rule(), wanted, found);
    }
  }

  private void decided(Expected.Decided expected, @org.jspecify.annotations.Nullable Judged got) {
    if (got == null) {
      add(expected.rule(), Wording.of(expected), Wording.NOTHING);
      return;
    }
    if (expected.result() != got.result()) {
      add(expected.rule(), Wording.of(expected), Wording.of(got));
      return;
    }
    expected
        .code()
        .filter(code -> code != got.code())
        .ifPresent(code -> add(expected.rule() + " code", code.text(), got.code().text()));
    expected
        .statements()
        .filter(ids -> !ids.equals(got.statements()))
        .ifPresent(ids ->
            add(expected.rule() + " statements", ids.toString(), got.statements().toString()));
    got.action().ifPresent(action -> action(expected, action));
  }

  private void action(Expected.Decided expected, ObjectNode action) {
    expected
        .action()
        .forEach((key, text) -> {
          String found = text(action, key);
          if (!text.equals(found)) {
            add(expected.rule() + " action " + key, text, found);
          }
        });
  }

  /** The text of a value by the name of its field, or by a JSON pointer. */
  private static String text(ObjectNode action, String key) {
    JsonNode value = key.startsWith("/") ? action.at(JsonPointer.compile(key)) : action.path(key);
    if (value.isMissingNode()) {
      return "(no such field)";
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private void add(String where, String expected, String got) {
    differences.add(new Difference(where, expected, got));
  }
}
