package io.sallyport.cli.explain;

import io.sallyport.action.constraint.Violation;
import io.sallyport.cli.bundle.BundleTexts;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.Code;
import io.sallyport.validator.policy.Judged;
import io.sallyport.validator.trial.Explanation;
import io.sallyport.validator.trial.Explanation.Tried;
import io.sallyport.validator.trial.Outcome;
import java.util.List;
import java.util.Locale;

/** An explanation for people. */
record ExplanationText(Console console, BundleTexts texts) {
  void tell(Explanation explanation) {
    switch (explanation.outcome()) {
      case Outcome.Refused(Code code, String pointer) ->
          console.line("REFUSED " + code.text() + at(pointer) + ": " + code.meaning());
      case Outcome.Ignored ignored -> console.line("IGNORED no-rule: " + Code.NO_RULE.meaning());
      case Outcome.Decided(List<Outcome.Judged> all) ->
          console.line("DECIDED: " + all.size() + (all.size() == 1 ? " decision" : " decisions"));
    }
    explanation.rules().forEach(this::tell);
  }

  private static String at(String pointer) {
    return pointer.isEmpty() ? "" : " at " + pointer;
  }

  private void tell(Tried tried) {
    console.line("");
    console.line("rule " + tried.rule() + " " + firing(tried));
    Table parts = Table.of(3);
    tried
        .parts()
        .forEach(each ->
            parts.row("  when " + padded(each.joint()), each.value(), oneLine(each.text())));
    console.table(parts);
    fields(tried);
    statements(tried);
    tried.judged().ifPresent(this::decision);
  }

  private static String padded(String joint) {
    return joint.isEmpty() ? "  " : joint;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static String firing(Tried tried) {
    return switch (tried.firing()) {
      case FIRES -> "fires: it proposes " + tried.action();
      case STAYS_SILENT -> "does not fire";
      case IS_UNCLEAR -> "has no answer for this payload, which denies";
    };
  }

  private void fields(Tried tried) {
    Table table = Table.of(3);
    tried
        .proposed()
        .ifPresent(record ->
            record
                .properties()
                .forEach(
                    field -> table.row("  field", field.getKey(), field.getValue().toString())));
    for (Violation violation : tried.violations()) {
      table.row(
          "  not bound",
          violation.pointer(),
          violation.code().text() + ": " + violation.code().meaning());
    }
    console.table(table);
  }

  private void statements(Tried tried) {
    Table table = Table.of(5);
    for (Judged each : tried.statements()) {
      table.row(
          "  policy",
          each.effect(),
          each.id(),
          each.truth().name().toLowerCase(Locale.ROOT),
          oneLine(texts.when(tried.action(), each.id())));
    }
    console.table(table);
  }

  private void decision(Outcome.Judged judged) {
    String by =
        judged.statements().isEmpty() ? "" : " by " + String.join(", ", judged.statements());
    console.line(
        "  decision  "
            + judged.result()
            + " "
            + judged.code().text()
            + judged.pointer().map(ExplanationText::at).orElse("")
            + by
            + ": "
            + judged.code().meaning());
  }
}
