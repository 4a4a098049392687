package io.sallyport.cli.held;

import io.sallyport.action.ActionType;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.approver.Passphrase;
import io.sallyport.cli.approver.PersonKey;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Three approvers and an operator, each with a key and a profile. */
record Persons(Path directory, Topics topics) {
  static final String SCHEMA =
      """
      {"type": "record", "name": "Release", "namespace": "com.example.actions", "doc": "Releases.",
       "effect": "write", "cell": "deployments", "orderBy": "repository", "idempotent": false,
       "maxTtl": "15m", "classification": "internal", "minAssurance": "shared",
       "approval": {"group": "managers", "threshold": 2},
       "fields": [
        {"name": "repository", "type": {"type": "string", "maxLength": 100, "pattern": "[a-z/]+"}},
        {"name": "note", "type": {"type": "string", "maxLength": %d, "pattern": "(?s:.*)"}}]}
      """;

  /** Writes everything; {@code first} has an encrypted key and is an operator too. */
  void write() throws Exception {
    Path words = directory.resolve("words");
    Files.writeString(words, "correct horse battery\n");
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("r--------"));
    SigningKey first =
        PersonKey.create(directory.resolve("first.p12"), Passphrase.of(Optional.of(words)));
    KeyFile.writePublic(directory.resolve("first.jwk"), first.jwk());
    for (String each : List.of("second", "third", "stranger", "operator")) {
      SigningKey key = SigningKey.generate();
      KeyFile.writePrivate(directory.resolve(each + ".pem"), key);
      KeyFile.writePublic(directory.resolve(each + ".jwk"), key.jwk());
    }
    bundle("bundle", 200);
    profile("first", "first.p12", "passphraseFile: words\n  operator: operator.yaml");
    profile("second", "second.pem", "operators: [{id: operator, keyFile: operator.jwk}]");
    profile("third", "third.pem", "");
    profile("stranger", "stranger.pem", "");
    DemoBundles.write(
        directory.resolve("operator.yaml"),
        "apiVersion: sallyport/v1\nkind: Operator\nmetadata: {name: operator}\nspec:\n"
            + common("operator.pem", "operator.properties")
            + "  operators: [{id: operator, keyFile: operator.jwk}]\n");
  }

  /** A bundle of the approvers' own, whose schema's note has that length at most. */
  Path bundle(String name, int length) {
    Path bundle = directory.resolve(name);
    DemoBundles.write(bundle.resolve("Release.avsc"), SCHEMA.formatted(length));
    DemoBundles.write(
        bundle.resolve("approvers.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Approvers
        metadata: {name: approvers}
        spec:
          persons:
            - {id: first, identities: ['github:one'], keyFiles: [first.jwk]}
            - {id: second, identities: ['github:two'], keyFiles: [second.jwk]}
            - {id: third, identities: ['github:three'], keyFiles: [third.jwk]}
          groups: {managers: [first, second], others: [third]}
        """);
    return bundle;
  }

  /** Writes a profile with some lines more. */
  Path profile(String person, String keyFile, String more) {
    return profile(person, person, keyFile, more);
  }

  Path profile(String name, String person, String keyFile, String more) {
    return DemoBundles.write(
        directory.resolve(name + ".yaml"),
        "apiVersion: sallyport/v1\nkind: Approver\nmetadata: {name: "
            + person
            + "}\nspec:\n"
            + common(keyFile, "client.properties")
            + "  bundle: bundle\n  cells: [deployments]\n  "
            + more
            + "\n");
  }

  private String common(String keyFile, String client) {
    return """
      environment: demo-x
      prefix: %s
      keyFile: %s
      client: %s
      receiptKeys: .
    """
        .formatted(topics.prefix(), keyFile, client);
  }

  /** Runs 'held' as that person. */
  int run(Screen screen, String person, String... arguments) {
    return type(screen, "", person, arguments);
  }

  /** Runs 'held' as that person, who types a text. */
  int type(Screen screen, String typed, String person, String... arguments) {
    List<String> all = new ArrayList<>(List.of("held"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--profile", directory.resolve(person + ".yaml").toString()));
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    return CommandTree.run(screen.console(), in, all.toArray(String[]::new));
  }

  /** The type whose note has that length at most. */
  static ActionType type(int length) {
    return switch (ActionType.parse(SCHEMA.formatted(length))) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}
