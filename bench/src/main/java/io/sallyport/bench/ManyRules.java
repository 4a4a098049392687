package io.sallyport.bench;

import io.sallyport.bench.site.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A bundle with more rules, each for a repository of its own. */
final class ManyRules {
  private static final int IN_A_FILE = 1000;

  private ManyRules() {}

  /** A copy of {@code bundle} with {@code count} rules more, which the caller deletes. */
  static Path copy(Path bundle, int count) throws IOException {
    Path copy = TemporaryDirectory.create("sallyport-bench");
    try (Stream<Path> files = Files.walk(bundle)) {
      for (Path file : files.sorted().toList()) {
        Path target = copy.resolve(bundle.relativize(file).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target);
        }
      }
    }
    for (int first = 0; first < count; first += IN_A_FILE) {
      String rules =
          IntStream.range(first, Math.min(count, first + IN_A_FILE))
              .mapToObj(ManyRules::rule)
              .collect(Collectors.joining());
      Files.writeString(copy.resolve("more-" + first + ".yaml"), rules);
    }
    return copy;
  }

  private static String rule(int number) {
    return """
    ---
    apiVersion: sallyport/v1
    kind: Rule
    metadata: {name: more-%d}
    spec:
      source: github
      when: event.repository.full_name == 'acme/shop-%d' && event.ref == 'refs/heads/main'
      action: com.example.actions.Deploy
      fields:
        repository: event.repository.full_name
        commit: event.after
        environment: "'staging'"
        note: "''"
      ttl: 5m
    """
        .formatted(number, number);
  }
}
