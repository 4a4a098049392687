package io.sallyport.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.testkit.Vectors;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fingerprints are what the golden vectors say, computed apart from this code with Python. */
class FingerprintTest {
  private static final ActionType DEPLOY = Types.parsed(Types.DEPLOY);

  static Stream<JsonNode> vectors() {
    return Vectors.read("action/fingerprints.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void agreesWithVector(JsonNode vector) {
    ActionType type = Types.parsed(vector.get("schema").textValue());

    assertThat(type.fingerprint().text()).isEqualTo(vector.get("fingerprint").textValue());
  }

  @Test
  void staysWhenOnlyWhiteSpaceOrDocumentationChanges() {
    String changed = Types.DEPLOY.replace("\n", " ").replace("Deploys.", "Other words.");

    assertThat(Types.parsed(changed).fingerprint()).isEqualTo(DEPLOY.fingerprint());
  }

  @Test
  void staysWhenNamesChangeTheirOrder() {
    String changed =
        Types.DEPLOY.replace(
            "\"effect\": \"write\", \"cell\": \"deployments\"",
            "\"cell\": \"deployments\", \"effect\": \"write\"");

    assertThat(Types.parsed(changed).fingerprint()).isEqualTo(DEPLOY.fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 101",
    "git-sha, uuid",
    "deployments, others",
    "15m, 900s",
    "internal, public",
    "shared, asserted",
    "write, persist",
    "'false', 'true'",
    "'\"threshold\": 2', '\"threshold\": 1'",
    "[a-z0-9-]+, [a-z]+"
  })
  void changesWithEveryTermAndConstraint(String from, String to) {
    ActionType changed = Types.parsed(Types.DEPLOY.replace(from, to));

    assertThat(changed.fingerprint()).isNotEqualTo(DEPLOY.fingerprint());
  }

  @Test
  void seesWhatTheFingerprintOfAvroDoesNot() {
    ActionType longer = Types.parsed(Types.DEPLOY.replace("100", "1000"));

    assertThat(SchemaNormalization.parsingFingerprint64(longer.schema()))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(DEPLOY.schema()));
    assertThat(longer.fingerprint()).isNotEqualTo(DEPLOY.fingerprint());
  }
}
