package io.sallyport.cli.scaffold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A validator bundle made from a sample.
 *
 * @param source the source's name; rule, policy and test bear it too
 * @param action the full name of the action type
 * @param cell the cell that performs it
 * @param fields what becomes of the payload
 */
record Draft(String source, String action, String cell, List<Chosen> fields) {
  private static final int MAX_EXPRESSION = 4096;

  /** How each document begins, with its kind and its name. */
  static final String HEAD = "apiVersion: sallyport/v1\nkind: %s\nmetadata: {name: %s}\nspec:\n";

  Draft {
    fields = List.copyOf(fields);
  }

  /** The documents by path. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("source-" + source + ".yaml", sourceDocument());
    files.put("actions/" + simpleName() + ".avsc", schema());
    files.put("rule-" + source + ".yaml", rule());
    files.put("policy-" + source + ".yaml", policy());
    files.put("tests/" + source + ".yaml", test());
    files.put("tests/payloads/nothing-known.json", "{}\n");
    return files;
  }

  private String sourceDocument() {
    return "# Who may send, and how that is proven.\n"
        + HEAD.formatted("Source", source)
        + "  topic: untrusted\n"
        + "  scheme: {preset: github, verifiedBy: ingest, secretFiles: [secrets/"
        + source
        + "]}\n"
        + "  contentTypes: [application/json]\n"
        + "  dedupe: {by: signedBytes, window: 75h}\n"
        + "  limits: {body: 1MiB, depth: 64, digits: 128, rate: 50/s}\n"
        + "  maxAge: 10m\n";
  }

  /** The action type as JSON that a library writes. */
  private String schema() {
    ObjectNode json = StrictJson.object();
    json.put("type", "record");
    json.put("name", simpleName());
    json.put("namespace", action.substring(0, action.lastIndexOf('.')));
    json.put("doc", "What a payload of " + source + " asks for.");
    json.put("effect", "write");
    json.put("cell", cell);
    json.put("orderBy", orderBy());
    json.put("idempotent", false);
    json.put("maxTtl", "15m");
    json.put("classification", "internal");
    json.put("minAssurance", "shared");
    String terms = text(json);
    String all = fields.stream().map(Draft::field).collect(Collectors.joining(",\n  "));
    return terms.substring(0, terms.length() - 1) + ",\n \"fields\":[\n  " + all + "]}\n";
  }

  private static String field(Chosen field) {
    ObjectNode json = StrictJson.object();
    json.put("name", field.field()).set("type", FieldType.of(field.value()));
    return text(json);
  }

  private static String text(ObjectNode json) {
    return new String(StrictJson.write(json), StandardCharsets.UTF_8);
  }

  private String orderBy() {
    return fields.stream()
        .filter(field -> field.value() instanceof String)
        .map(Chosen::field)
        .findFirst()
        .orElseThrow(() ->
            new CannotRun(
                "none of the fields is a text, and orderBy needs one.",
                "Choose one with --field name=/json/pointer."));
  }

  private String rule() {
    StringBuilder text = new StringBuilder("# What a payload proposes.\n");
    text.append(HEAD.formatted("Rule", source));
    text.append("  source: ").append(source).append('\n');
    String when =
        fields.stream()
            .map(field -> present(field.member()))
            .distinct()
            .collect(Collectors.joining(" && "));
    text.append("  when: ").append(Quoting.yaml(when)).append('\n');
    text.append("  action: ").append(action).append("\n  fields:\n");
    for (Chosen field : fields) {
      text.append("    ").append(field.field()).append(": ");
      text.append(Quoting.yaml(field.select())).append('\n');
    }
    return text.append("  ttl: 10m\n").toString();
  }

  private static String present(String name) {
    return Identifiers.isPlain(name) ? "has(event." + name + ")" : Quoting.cel(name) + " in event";
  }

  private String policy() {
    String when =
        fields.stream()
            .map(field -> "action." + field.field() + " == " + literal(field.value()))
            .collect(Collectors.joining(" && ", "source.name == '" + source + "' && ", ""));
    if (when.length() > MAX_EXPRESSION) {
      throw new CannotRun(
          "the values of the sample are too long to be compared in one policy.",
          "Choose fewer or shorter ones with --field name=/json/pointer.");
    }
    return "# What may be done: what the sample says and no more. Widen it on purpose.\n"
        + HEAD.formatted("Policy", source)
        + "  action: "
        + action
        + "\n"
        + "  statements:\n"
        + "    - {id: as-in-the-sample, effect: permit, when: "
        + Quoting.yaml(when)
        + "}\n";
  }

  private static String literal(Object value) {
    return value instanceof String text ? Quoting.cel(text) : value.toString();
  }

  private String test() {
    StringBuilder text =
        new StringBuilder("# What this bundle promises; 'sallyport test' holds it to that.\n");
    text.append(HEAD.formatted("Test", source));
    text.append("  source: ").append(source).append("\n  now: 2026-01-01T12:00:00Z\n  cases:\n");
    text.append("    - name: the sample is allowed\n      payload: payloads/sample.json\n");
    text.append("      expect:\n        - rule: ")
        .append(source)
        .append("\n          decision: ALLOW\n");
    text.append("          statements: [as-in-the-sample]\n          action:\n");
    for (Chosen field : fields) {
      text.append("            ").append(field.field()).append(": ");
      text.append(Quoting.yaml(field.value().toString())).append('\n');
    }
    return text.append("    - name: a payload without these names is for no rule\n")
        .append("      payload: payloads/nothing-known.json\n      expect: []\n")
        .toString();
  }

  private String simpleName() {
    return action.substring(action.lastIndexOf('.') + 1);
  }
}
