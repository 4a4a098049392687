package io.sallyport.bench.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The demo's bundle with so many sources that one principal's sessions stay below their limit. Tags
 * of {@code github} are held for persons; pushes of the others are deployed in sessions, or wait in
 * them.
 */
final class DeskBundle {
  private static final Path DEMO = Path.of("quickstart/src/main/bundles/validator");
  private static final List<String> FILES =
      List.of(
          "actions/Deploy.avsc",
          "actions/Release.avsc",
          "approvers.yaml",
          "policy-release.yaml",
          "rule-release-on-tag.yaml",
          "source-github.yaml");
  private static final String POLICY =
      """
      apiVersion: sallyport/v1
      kind: Policy
      metadata: {name: deploy}
      spec:
        action: com.example.actions.Deploy
        statements:
          - {id: shop, effect: permit, when: "action.repository == 'acme/shop'"}
          - {id: wait, effect: defer, when: "action.note == 'wait' && session.pending > 0",
             waitFor: session.pending, deadline: 30m}
      """;

  private DeskBundle() {}

  /** Writes it. */
  static Path write(Path directory, int sources) {
    try {
      Files.createDirectories(directory.resolve("actions"));
      for (String file : FILES) {
        Files.copy(DEMO.resolve(file), directory.resolve(file));
      }
      Files.writeString(directory.resolve("policy-deploy.yaml"), POLICY);
      String github = Files.readString(DEMO.resolve("source-github.yaml"));
      for (int i = 0; i < sources; i++) {
        String name = source(i);
        String document = github.replace("{name: github}", "{name: " + name + "}");
        Files.writeString(directory.resolve("source-" + name + ".yaml"), document);
        Files.writeString(directory.resolve("rule-" + name + ".yaml"), rule(name));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rule(String source) {
    return """
    apiVersion: sallyport/v1
    kind: Rule
    metadata: {name: deploy-%1$s}
    spec:
      source: %1$s
      when: has(event.pusher)
      action: com.example.actions.Deploy
      fields:
        repository: event.repository.full_name
        commit: event.after
        environment: "event.ref == 'refs/heads/release' ? 'production' : 'staging'"
        note: event.head_commit.message
      session: {id: event.session.id, started: timestamp(event.session.started),
        lifetime: 2h, maxActions: 5, perPrincipal: 1000}
      ttl: 15m
    """
        .formatted(source);
  }

  static String source(int number) {
    return "shop-" + number;
  }

  /** A tag that persons are asked about. */
  static String tag(int number) {
    String tag = "refs/tags/v1.%d.%d".formatted(number / 1_000, number % 1_000);
    return push("", tag, number, "a release");
  }

  /** A push to a branch in a session. */
  static String push(String session, Instant started, int number, String note) {
    String member = "\"session\":{\"id\":\"%s\",\"started\":\"%s\"},".formatted(session, started);
    String branch = number % 2 == 0 ? "refs/heads/main" : "refs/heads/release";
    return push(member, branch, number, note);
  }

  private static String push(String member, String ref, int number, String note) {
    return """
    {%s"ref":"%s","after":"%040x","repository":{"full_name":"acme/shop"},\
    "pusher":{"name":"octo"},"sender":{"login":"octo"},"head_commit":{"message":"%s"}}\
    """
        .formatted(member, ref, number, note);
  }
}
