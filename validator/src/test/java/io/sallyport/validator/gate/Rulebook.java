package io.sallyport.validator.gate;

import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.util.Collections;

/** The demo's bundle with more rules, each of which proposes a deployment that is permitted. */
final class Rulebook {
  private Rulebook() {}

  /** With {@code count} rules that fire for every event. */
  static Bundle of(Path directory, int count) {
    return with(directory, Collections.nCopies(count, "true").toArray(String[]::new));
  }

  /** With the rules {@code more-0}, {@code more-1} and so on. */
  static Bundle with(Path directory, String... conditions) {
    Bundles.copy(directory);
    for (int i = 0; i < conditions.length; i++) {
      Bundles.write(directory, "more-" + i + ".yaml", rule("more-" + i, conditions[i]));
    }
    return Bundles.read(directory);
  }

  private static String rule(String name, String when) {
    return """
    apiVersion: sallyport/v1
    kind: Rule
    metadata: {name: %s}
    spec:
      source: github
      when: "%s"
      action: com.example.actions.Deploy
      fields:
        repository: "'acme/shop'"
        commit: event.after
        environment: "'staging'"
        note: "''"
      ttl: 5m
    """
        .formatted(name, when);
  }
}
