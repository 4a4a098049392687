package io.sallyport.bench.hold;

import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The demo's bundle, whose releases some persons with keys of their own approve within one of two
 * deadlines; every other one belongs to a session, so that the desk is asked first.
 */
final class HoldBundle {
  /** Which deadline a release's note asks for. */
  static final List<String> NOTES = List.of("soon", "later");

  /** Where the demo's bundle lies below the project's directory. */
  static final Path DEMO = Path.of("quickstart/src/main/bundles/validator");

  private static final String POLICY =
      """
      apiVersion: sallyport/v1
      kind: Policy
      metadata: {name: release}
      spec:
        action: com.example.actions.Release
        statements:
          - {id: shop, effect: permit, when: "action.repository == 'acme/shop'"}
          - {id: soon, effect: stepUp, when: "action.note == 'soon'", group: release-managers,
             threshold: 2, deadline: %ds}
          - {id: later, effect: stepUp, when: "action.note == 'later'", group: release-managers,
             threshold: 2, deadline: %ds}
      """;

  private HoldBundle() {}

  /**
   * When holds end by themselves, in seconds.
   *
   * @param soon of every other pair of releases
   * @param later of the others
   */
  record Deadlines(int soon, int later) {}

  /** Writes it, from the demo's. */
  static Path write(
      Path demo, Path directory, Map<String, SigningKey> persons, Deadlines deadlines) {
    try {
      Files.createDirectories(directory.resolve("actions"));
      Files.copy(demo.resolve("actions/Release.avsc"), directory.resolve("actions/Release.avsc"));
      Files.copy(demo.resolve("source-github.yaml"), directory.resolve("source-github.yaml"));
      Files.writeString(
          directory.resolve("policy-release.yaml"),
          POLICY.formatted(deadlines.soon(), deadlines.later()));
      Files.writeString(directory.resolve("approvers.yaml"), approvers(persons));
      String rule = Files.readString(demo.resolve("rule-release-on-tag.yaml"));
      String when = "has(event.pusher)";
      Files.writeString(
          directory.resolve("rule-alone.yaml"),
          rule.replace(when, when + " && !has(event.session)"));
      Files.writeString(
          directory.resolve("rule-in-session.yaml"),
          rule.replace(when, when + " && has(event.session)")
                  .replace("release-on-tag", "in-session")
              + """
                session: {id: event.session.id, started: timestamp(event.session.started),
                  lifetime: 4h, maxActions: 1000, perPrincipal: 1000}
              """);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String approvers(Map<String, SigningKey> persons) {
    String each =
        persons.entrySet().stream()
            .map(person ->
                ("    - {id: %1$s, identities: ['github:%1$s'],"
                        + " keys: [{kty: OKP, crv: Ed25519, x: %2$s}]}")
                    .formatted(person.getKey(), x(person.getValue())))
            .collect(Collectors.joining("\n"));
    return """
    apiVersion: sallyport/v1
    kind: Approvers
    metadata: {name: approvers}
    spec:
      persons:
    %s
      groups: {release-managers: [%s]}
    """
        .formatted(each, String.join(", ", persons.keySet()));
  }

  private static String x(SigningKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.jwk().x().toArray());
  }
}
