package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.target.RawServer;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are requests to a real socket, with values that somebody chose with care. */
class HttpIT {
  private static final String ACTION =
      """
      {"type": "record", "name": "Note", "namespace": "com.example.actions", "doc": "A note.",
       "effect": "write", "cell": "deployments", "orderBy": "place", "maxTtl": "24h",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "place", "type": {"type": "string", "maxLength": 99, "pattern": "(?s).*"}},
         {"name": "text", "type": {"type": "string", "maxLength": 99, "pattern": "(?s).*"}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: note}
      spec:
        action: com.example.actions.Note
        fingerprint: FINGERPRINT
        credential: notes
        timeout: 3s
        http:
          method: PUT
          origin: 'ORIGIN'
          path: '/notes/{place}/text'
          body: {json: [text]}
          success: [201]
          maxResponse: 1000B
          allowAddresses: [127.0.0.1/32]
      """;

  private static final String CREDENTIAL =
      """
      apiVersion: sallyport/v1
      kind: Credential
      metadata: {name: notes}
      spec:
        lease: {max: 60s, limit: 8}
        file: {path: secrets/ci-token}
      """;

  /** Values that would be another path for a server that decodes first. */
  private static final List<String> REFUSED =
      List.of(
          "",
          ".",
          "..",
          "/",
          "//evil.example",
          "../admin",
          "a/../../admin",
          "a\\..\\admin",
          "a/",
          "a\r\nX: y",
          "a HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /admin",
          "a\nb",
          "a\0b",
          "\u007f");

  private static final Map<String, String> ENCODED =
      Map.of(
          "a/b", "a%2Fb",
          "a?admin=1", "a%3Fadmin%3D1",
          "a#b", "a%23b",
          "a;b=c&d", "a%3Bb%3Dc%26d",
          "%0d%0aX: y", "%250d%250aX%3A%20y",
          "%2e%2e%2fadmin", "%252e%252e%252fadmin",
          "@evil.example:80", "%40evil.example%3A80",
          "{text}", "%7Btext%7D",
          "\u00fc\u202e", "%C3%BC%E2%80%AE");

  private static final Map<String, String> BODIES =
      Map.of(
          "a\r\nX: y", "a\\r\\nX: y",
          "\r\n\r\nGET /admin HTTP/1.1\r\n", "\\r\\n\\r\\nGET /admin HTTP/1.1\\r\\n",
          "Authorization: Bearer x", "Authorization: Bearer x",
          "\",\"admin\":\"true", "\\\",\\\"admin\\\":\\\"true",
          "a\0b\\", "a\\u0000b\\\\");

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private RawServer server;
  private OwnType own;
  private ActionType type;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    server = RawServer.answering("201 Created", "Content-Length: 0\r\n\r\n");
    own = new OwnType(cluster, stage);
    type = own.install(ACTION, HANDLER.replace("ORIGIN", server.origin()), CREDENTIAL);
  }

  @AfterEach
  void closes() throws IOException {
    server.close();
    stage.close();
  }

  @Test
  void sendsNothingWhereAValueWouldBeAnotherPath() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      REFUSED.forEach(place -> own.produce(type, place, place, "x"));
      stage.awaitEndings(REFUSED.size());
    }

    assertThat(REFUSED)
        .allSatisfy(place -> {
          assertThat(own.receipt(place).result()).isEqualTo(OutcomeResult.FAILED);
          assertThat(own.receipt(place).code()).isEqualTo(Code.TEMPLATE_REFUSED);
        });
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void sendsHostileValuesAsDataOnly() {
    Map<ActionId, String> requests = new HashMap<>();
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ENCODED.forEach((place, path) ->
          requests.put(own.produce(type, place, place, "x"), "/notes/" + path + "/text x"));
      BODIES.forEach((text, json) ->
          requests.put(own.produce(type, text, "a", text), "/notes/a/text " + json));
      assertThat(stage.awaitEndings(requests.size())).containsOnly("SUCCEEDED");
    }

    List<String> whole = requests.entrySet().stream().map(this::request).toList();
    assertThat(server.requests()).containsExactlyInAnyOrderElementsOf(whole);
  }

  /** All that goes over the wire for an action with that path and text. */
  private String request(Map.Entry<ActionId, String> action) {
    String[] expected = action.getValue().split(" ", 2);
    String body = "{\"text\":\"" + expected[1] + "\"}";
    return """
    PUT %s HTTP/1.1
    Content-Length: %d
    Host: %s
    Authorization: Bearer t0ken
    Connection: close
    Content-Type: application/json
    Idempotency-Key: %s
    User-Agent: sallyport-executor

    """
            .formatted(
                expected[0],
                body.length(),
                server.origin().substring("http://".length()),
                action.getKey().text())
            .replace("\n", "\r\n")
        + body;
  }
}
