package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that write a topic of their own. */
class DirectSourceTest {
  private static final String DIRECT = "topic: untrusted.orders\nprincipal: producer-orders\n";
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
