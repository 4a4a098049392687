package io.sallyport.cli.scaffold;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.bundle.BundleFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The executor's side of a validator bundle, at the demo target of a local stack.
 *
 * @param schemas the bundle's {@code .avsc} files by path
 * @param types its action types
 */
record PerformingDraft(Map<String, String> schemas, Collection<ActionType> types) {
  PerformingDraft {
    schemas = Map.copyOf(schemas);
    types = List.copyOf(types);
  }

  static PerformingDraft of(Path bundle) {
    LoadedBundle loaded = LoadedBundle.read(bundle);
    Map<String, String> schemas = new LinkedHashMap<>();
    BundleFiles.read(bundle)
        .texts()
        .forEach((name, text) -> {
          if (name.endsWith(".avsc")) {
            schemas.put(name, text);
          }
        });
    return new PerformingDraft(schemas, loaded.bundle().actions().values());
  }

  /** The documents by path. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    schemas.keySet().stream().sorted().forEach(name -> files.put(name, schemas.get(name)));
    for (ActionType type : sorted()) {
      if (files.put("handler-" + name(type) + ".yaml", handler(type)) != null) {
        throw new CannotRun(
            "two action types are called " + type.schema().getName() + ".",
            "Write the executor's side by hand: docs/reference/executor-bundle.md.");
      }
    }
    files.put("credential-ci.yaml", credential());
    files.put("trust-validator.yaml", trust());
    return files;
  }

  /** The types that persons approve: who they are is for the executor's maintainers to say. */
  List<String> approved() {
    return sorted().stream()
        .filter(type -> type.approval().isPresent())
        .map(ActionType::name)
        .toList();
  }

  private List<ActionType> sorted() {
    return types.stream().sorted(Comparator.comparing(ActionType::name)).toList();
  }

  private static String handler(ActionType type) {
    String fields =
        type.shape().fields().stream().map(Shape.Field::name).collect(Collectors.joining(", "));
    return "# How it is performed: one request to one address, written out in full.\n"
        + "# ${target} is the demo target of 'sallyport up'; write your own there.\n"
        + Draft.HEAD.formatted("Handler", name(type))
        + "  action: %s\n".formatted(type.name())
        + "  fingerprint: %s\n".formatted(type.fingerprint().text())
        + """
          credential: ci
          timeout: 30s
          http:
            method: POST
            origin: '${target}'
            path: '/actions/%s'
            body: {json: [%s]}
            success: [201]
            # Only statuses by which your target promises that nothing was done; else leave it out.
            notExecuted: [401, 413, 422]
            maxResponse: 64KiB
            allowAddresses: [127.0.0.1/32]
        """
            .formatted(type.schema().getName(), fields);
  }

  private static String credential() {
    return "# The token of the target. It is in the executor's home and nowhere else.\n"
        + Draft.HEAD.formatted("Credential", "ci")
        + "  lease: {max: 60s, limit: 8}\n"
        + "  file: {path: secrets/ci-token}\n";
  }

  private String trust() {
    String cells =
        types.stream().map(ActionType::cell).distinct().sorted().collect(Collectors.joining(", "));
    return "# Whose mandates count here, and who may stop them.\n"
        + Draft.HEAD.formatted("Trust", "validator")
        + """
          keys:
            - {purpose: mandate, state: active, cells: [%s], keyFile: keys/validator-mandate.jwk}
            - {purpose: revocation, operator: operator, keyFile: keys/operator.jwk}
            - {purpose: revocation, operator: second, keyFile: keys/second.jwk}
            - {purpose: resolution, operator: operator, keyFile: keys/operator.jwk}
            - {purpose: resolution, operator: second, keyFile: keys/second.jwk}
        """
            .formatted(cells);
  }

  /** {@code RotateSecret} is {@code rotate-secret}. */
  private static String name(ActionType type) {
    StringBuilder name = new StringBuilder();
    for (char letter : type.schema().getName().toCharArray()) {
      boolean begins = letter >= 'A' && letter <= 'Z';
      name.append(begins && !name.isEmpty() ? "-" : "").append(letter == '_' ? '-' : letter);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
