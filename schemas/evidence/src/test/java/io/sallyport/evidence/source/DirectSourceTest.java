package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that write a topic of their own. */
class DirectSourceTest {
  private static final String DIRECT = "topic: untrusted.orders\nprincipal: producer-orders\n";
  private static final String BINARY = "payload: {kind: cloudevents, mode: binary}\n";
  private static final String GITHUB = "scheme: {preset: github, secretFiles: [s]}\n";

  private static SourceSpec read(String spec) {
    String head = "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: orders}\nspec:\n";
    return SourceReader.read(ConfigFile.parse("s.yaml", head + spec.indent(2)).getFirst());
  }

  @Test
  void writesItsOwnTopicPastIngest() {
    SourceSpec source = read(DIRECT + GITHUB);

    assertThat(source.isDirect()).isTrue();
    assertThat(source.topic()).isEqualTo("untrusted.orders");
    assertThat(read(GITHUB).isDirect()).isFalse();
  }

  @Test
  void isVerifiedByTheValidatorUnlessItSignsNothing() {
    assertThat(read(DIRECT + GITHUB).assurance()).isEqualTo(Assurance.VALIDATOR_ONLY);
    assertThat(read(DIRECT + "scheme: {preset: none}\n").assurance()).isEqualTo(Assurance.ASSERTED);
    assertThat(read(DIRECT + "scheme: {preset: ed25519, keyFiles: [k]}\n").assurance())
        .isEqualTo(Assurance.END_TO_END);
  }

  @Test
  void carriesItsEvidenceWithoutBeingToldTo() {
    SourceSpec source = read(DIRECT + GITHUB + "forwardHeaders: [x-github-event]\n");

    assertThat(source.carriedHeaders()).isEqualTo(Set.of("x-hub-signature-256", "x-github-event"));
  }

  @Test
  void goesByAnIdempotencyKeyWhereNothingIsSignedAndCarriesIt() {
    SourceSpec source = read(DIRECT + "scheme: {preset: none}\ndedupe: {by: idempotencyKey}\n");

    assertThat(source.dedupe().by()).isEqualTo(DedupeId.Basis.IDEMPOTENCY_KEY);
    assertThat(source.carriedHeaders()).isEqualTo(Set.of("idempotency-key"));
    assertThat(read(DIRECT + "scheme: {preset: none}\n").carriedHeaders()).isEmpty();
  }

  @Test
  void takesASignedIdempotencyKeyFromTheSignatureAlone() {
    String agents = "scheme: {preset: jws-detached, keyFiles: [k]}\n";

    SourceSpec source = read(DIRECT + agents + "dedupe: {by: idempotencyKey}\n");

    assertThat(source.carriedHeaders()).isEqualTo(Set.of("x-jws-signature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIRECT + GITHUB,
        DIRECT + "scheme: {preset: ed25519, keyFiles: [k]}\n",
        DIRECT + "scheme: {preset: standard-webhooks, keyFiles: [k]}\n",
        "scheme: {preset: none}\n",
        GITHUB
      })
  void hasNoIdempotencyKeyThatIsLessProvedThanTheBody(String source) {
    assertThatThrownBy(() -> read(source + "dedupe: {by: idempotencyKey}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.dedupe.by: must not be idempotencyKey: no scheme signs that");
  }

  @Test
  void hasAttributesInHeadersWhereTheTopicProvesThemAndTheBodyAlike() {
    SourceSpec source = read(DIRECT + "scheme: {preset: none}\n" + BINARY);

    assertThat(source.hasAttributesInHeaders()).isTrue();
    assertThat(source.contentTypes()).containsExactly("application/json");
    assertThat(read(DIRECT + "scheme: {preset: none}\npayload: {kind: cloudevents}\n"))
        .extracting(SourceSpec::hasAttributesInHeaders)
        .isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIRECT + GITHUB,
        DIRECT + "scheme: {preset: jws-detached, keyFiles: [k]}\n",
        "scheme: {preset: none}\n",
        GITHUB
      })
  void hasNoAttributesInHeadersThatAreLessProvedThanTheBody(String source) {
    assertThatThrownBy(() -> read(source + BINARY))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.payload.mode: must be structured: binary mode has the");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/json", "application/vnd.acme.order+json"})
  void takesTheTypesOfJsonData(String type) {
    SourceSpec source =
        read(DIRECT + "scheme: {preset: none}\n" + BINARY + "contentTypes: [" + type + "]\n");

    assertThat(source.contentTypes()).containsExactly(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/avro", "application/cloudevents+json", "text/xml"})
  void refusesTheTypesOfOtherData(String type) {
    String types = "contentTypes: [" + type + "]\n";

    assertThatThrownBy(() -> read(DIRECT + "scheme: {preset: none}\n" + BINARY + types))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("in binary mode cloudevents takes the data's type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "untrusted.other | producer-other | spec.topic: must be untrusted,",
        "untrusted. | producer-orders | spec.topic: must be untrusted,",
        "untrusted.orders.x | producer-orders | spec.topic: must be untrusted,",
        "arrived | producer-orders | spec.topic: must be untrusted,",
        "untrusted.orders | producer-other | spec.principal: must be producer-<the source's name>",
        "untrusted.orders | ingest | spec.principal: must be producer-<the source's name>",
        "untrusted | producer-orders | spec.principal: only a source with topic untrusted.<its",
      })
  void refusesOtherPairsOfTopicAndPrincipal(String topic, String principal, String problem) {
    String text = "topic: " + topic + "\nprincipal: " + principal + "\n" + GITHUB;

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void needsItsPrincipal() {
    assertThatThrownBy(() -> read("topic: untrusted.orders\n" + GITHUB))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.principal: must be producer-<the source's name>");
  }

  @Test
  void leavesIngestNothingToVerifyOrToSlowDown() {
    String byIngest = "scheme: {preset: github, verifiedBy: ingest, secretFiles: [s]}\n";

    assertThatThrownBy(() -> read(DIRECT + byIngest))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.scheme.verifiedBy: must be validator");
    assertThatThrownBy(() -> read(DIRECT + GITHUB + "limits: {rate: 5/s}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.limits.rate: is for ingest");
  }
}
