package io.sallyport.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.bundle.BundleTexts;
import io.sallyport.contract.Code;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.validator.trial.Explanation;
import io.sallyport.validator.trial.Explanation.Tried;
import io.sallyport.validator.trial.Outcome;
import java.util.List;
import java.util.Locale;

/** An explanation for programs; names are stable. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation, BundleTexts texts) {
    ObjectNode json = StrictJson.object();
    switch (explanation.outcome()) {
      case Outcome.Refused(Code code, String pointer) ->
          json.put("ending", "REFUSED").put("code", code.text()).put("pointer", pointer);
      case Outcome.Ignored ignored ->
          json.put("ending", "IGNORED").put("code", Code.NO_RULE.text());
      case Outcome.Decided(List<Outcome.Judged> all) ->
          json.put("ending", "DECIDED").put("decisions", all.size());
    }
    ArrayNode rules = json.putArray("rules");
    explanation.rules().forEach(each -> tried(rules.addObject(), each, texts));
    return json;
  }

  private static void tried(ObjectNode json, Tried tried, BundleTexts texts) {
    json.put("rule", tried.rule());
    json.put("action", tried.action());
    json.put("fires", tried.firing() == Explanation.Firing.FIRES);
    json.put("unclear", tried.firing() == Explanation.Firing.IS_UNCLEAR);
    ArrayNode parts = json.putArray("when");
    tried
        .parts()
        .forEach(each ->
            parts
                .addObject()
                .put("joint", each.joint())
                .put("cel", each.text())
                .put("value", each.value()));
    tried.proposed().ifPresent(record -> json.set("proposed", record));
    ArrayNode violations = json.putArray("violations");
    tried
        .violations()
        .forEach(each ->
            violations.addObject().put("pointer", each.pointer()).put("code", each.code().text()));
    statements(json, tried, texts);
    tried.judged().ifPresent(judged -> decision(json.putObject("decision"), judged));
  }

  private static void statements(ObjectNode json, Tried tried, BundleTexts texts) {
    ArrayNode statements = json.putArray("statements");
    tried
        .statements()
        .forEach(each ->
            statements
                .addObject()
                .put("id", each.id())
                .put("effect", each.effect())
                .put("holds", each.truth().name().toLowerCase(Locale.ROOT))
                .put("cel", texts.when(tried.action(), each.id())));
  }

  private static void decision(ObjectNode json, Outcome.Judged judged) {
    json.put("result", judged.result().name());
    json.put("code", judged.code().text());
    judged.pointer().ifPresent(pointer -> json.put("pointer", pointer));
    ArrayNode by = json.putArray("by");
    judged.statements().forEach(by::add);
    judged.action().ifPresent(action -> json.set("action", action));
  }
}
