package io.sallyport.evidence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemeReaderTest {
  private static final String ALL =
      "forwardHeaders: [x-hub-signature-256, x-slack-signature, x-slack-request-timestamp,"
          + " webhook-id, webhook-timestamp, webhook-signature, x-signature-ed25519,"
          + " x-signature-timestamp, x-jws-signature, stripe-signature, x-a, x-b, content-digest,"
          + " signature-input, signature]";

  private static SourceSpec read(String scheme, String... more) {
    String head = "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: s}\nspec:\n";
    String spec = "scheme: {" + scheme + "}\n" + String.join("\n", more);
    return SourceReader.read(ConfigFile.parse("s.yaml", head + spec.indent(2)).getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset: github, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: github, verifiedBy: validator, secretFiles: [s] | VALIDATOR_ONLY | SIGNED_BYTES",
        "preset: slack, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: slack, verifiedBy: validator, secretFiles: [s] | VALIDATOR_ONLY | SIGNED_BYTES",
        "preset: standard-webhooks, secretFiles: [s] | SHARED | SIGNED_ID",
        "preset: standardWebhooks, verifiedBy: validator, secretFiles: [s]"
            + " | VALIDATOR_ONLY | SIGNED_ID",
        "preset: standard-webhooks, keyFiles: [k] | END_TO_END | SIGNED_ID",
        "preset: ed25519, keyFiles: [k] | END_TO_END | SIGNED_BYTES",
        "preset: jws-detached, keyFiles: [k] | END_TO_END | SIGNED_ID",
        "preset: stripe, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: stripe, verifiedBy: validator, secretFiles: [s] | VALIDATOR_ONLY | SIGNED_BYTES",
        "preset: shopify, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: pagerduty, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: discord, keyFiles: [k] | END_TO_END | SIGNED_BYTES",
        "preset: gitlab, secretFiles: [s] | ASSERTED | SIGNED_BYTES",
        "preset: hmac, hmac: {algorithm: sha256, encoding: hex, signature: {header: x-a},"
            + " signed: '{body}'}, secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: hmac, hmac: {algorithm: sha256, encoding: hex, signature: {header: x-a},"
            + " id: x-b, signed: '{header:x-b}.{body}'}, secretFiles: [s] | SHARED | SIGNED_ID",
        "preset: message-signatures, message: {components: [content-digest], tag: t},"
            + " secretFiles: [s] | SHARED | SIGNED_BYTES",
        "preset: message-signatures, message: {components: [content-digest, x-a], id: x-a, tag: t},"
            + " secretFiles: [s], verifiedBy: validator | VALIDATOR_ONLY | SIGNED_ID",
        "preset: message-signatures, message: {components: [content-digest], tag: t}, keyFiles: [k]"
            + " | END_TO_END | SIGNED_BYTES",
        "preset: mtls, names: ['dns:a.example'], keyFiles: [k] | ASSERTED | SIGNED_BYTES",
        "preset: none | ASSERTED | NONE"
      })
  void derivesTheAssuranceAndTheIdentity(String scheme, Assurance assurance, Basis by) {
    SourceSpec source = read(scheme, ALL);

    assertThat(source.assurance()).isEqualTo(assurance);
    assertThat(source.dedupe().by()).isEqualTo(by);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset: github | secretFiles: at least one",
        "preset: github, keyFiles: [k] | keyFiles: this scheme has shared",
        "preset: slack, secretFiles: [s], keyFiles: [k] | keyFiles: this scheme has shared",
        "preset: standard-webhooks | secretFiles: give secretFiles (v1)",
        "preset: standard-webhooks, secretFiles: [s], keyFiles: [k] | or keyFiles (v1a)",
        "preset: ed25519, secretFiles: [s] | secretFiles: this scheme has public",
        "preset: jws-detached | keyFiles: at least one is needed",
        "preset: ed25519, verifiedBy: ingest, keyFiles: [k] | verifiedBy: must be validator",
        "preset: jws-detached, verifiedBy: nobody, keyFiles: [k] | must be ingest or validator",
        "preset: github, verifiedBy: nobody, secretFiles: [s] | verifiedBy: must be ingest or",
        "preset: none, verifiedBy: ingest | verifiedBy: must be nobody",
        "preset: gitlab, verifiedBy: validator, secretFiles: [s] | verifiedBy: must be ingest,",
        "preset: gitlab, verifiedBy: nobody, secretFiles: [s] | verifiedBy: must be ingest or",
        "preset: gitlab, keyFiles: [k] | keyFiles: this scheme has shared secrets only",
        "preset: discord, secretFiles: [s] | secretFiles: this scheme has public keys only",
        "preset: stripe | secretFiles: at least one is needed",
        "preset: shopify, secretFiles: [s], tolerance: 1m | tolerance: this scheme signs no time",
        "preset: hmac, secretFiles: [s] | s.yaml:5:11: spec.scheme.hmac: describe here",
        "preset: github, hmac: {}, secretFiles: [s] | hmac: is for preset: hmac; leave it out",
        "preset: message-signatures, keyFiles: [k] | scheme.message: describe here",
        "preset: message-signatures, message: {components: [content-digest]}"
            + " | secretFiles: give secretFiles (hmac-sha256)",
        "preset: github, message: {}, secretFiles: [s]"
            + " | message: is for preset: message-signatures; leave it out",
        "preset: mtls, names: ['dns:a.example'] | keyFiles: at least one is needed",
        "preset: mtls, keyFiles: [k] | names: say 1 to 8 names",
        "preset: mtls, names: ['dns:*.example'], keyFiles: [k] | names: names are subject:",
        "preset: mtls, names: ['dns:A.example'], keyFiles: [k] | names: names are subject:",
        "preset: mtls, names: ['subject:'], keyFiles: [k] | names: names are subject:",
        "preset: mtls, names: ['subject:orders'], keyFiles: [k] | names: names are subject:",
        "preset: mtls, names: ['a.example'], keyFiles: [k] | names: names are subject:",
        "preset: mtls, names: ['dns:a'], keyFiles: [k], verifiedBy: validator"
            + " | verifiedBy: must be ingest,",
        "preset: mtls, names: ['dns:a'], secretFiles: [s] | secretFiles: this scheme has public",
        "preset: ed25519, names: ['dns:a'], keyFiles: [k] | names: is for preset: mtls",
        "preset: none, verifiedBy: validator | verifiedBy: must be nobody",
        "preset: none, secretFiles: [s] | preset: none has no secrets",
        "preset: github, secretFiles: [s], tolerance: 1m | tolerance: this scheme signs no time",
        "preset: slack, secretFiles: [s], tolerance: 61m | tolerance: must be between"
      })
  void refusesWhatMakesNoSense(String scheme, String problem) {
    assertThatThrownBy(() -> read(scheme, ALL))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset: github, secretFiles: [s] | {by: signedId} | signs no id",
        "preset: stripe, secretFiles: [s] | {by: signedId} | signs no id",
        "preset: shopify, secretFiles: [s] | {by: signedId} | signs no id",
        "preset: pagerduty, secretFiles: [s] | {by: signedId} | signs no id",
        "preset: discord, keyFiles: [k] | {by: signedId} | signs no id",
        "preset: gitlab, secretFiles: [s] | {by: signedId} | signs no id",
        "preset: gitlab, secretFiles: [s] | {by: none} | each replay",
        "preset: gitlab, secretFiles: [s] | {by: idempotencyKey} | no scheme signs",
        "preset: stripe, secretFiles: [s] | {window: 10m} | twice scheme.tolerance",
        "preset: slack, secretFiles: [s] | {by: none} | each replay",
        "preset: slack, secretFiles: [s] | {by: idempotencyKey} | no scheme signs",
        "preset: none | {by: signedBytes} | must be none",
        "preset: standard-webhooks, secretFiles: [s] | {window: 74h} | at least 75h",
        "preset: slack, secretFiles: [s] | {window: 10m} | twice scheme.tolerance"
      })
  void refusesIdentitiesThatNobodySigned(String scheme, String dedupe, String problem) {
    assertThatThrownBy(() -> read(scheme, ALL, "dedupe: " + dedupe))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void takesTheShortestWindows() {
    String slack = "preset: slack, secretFiles: [s]";
    String webhooks = "preset: standard-webhooks, secretFiles: [s]";

    assertThat(read(slack, "dedupe: {window: 11m}").dedupe().window())
        .isEqualTo(Duration.ofMinutes(11));
    assertThat(read(webhooks, ALL, "dedupe: {window: 75h}").dedupe().window())
        .isEqualTo(Duration.ofHours(75));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset: github, verifiedBy: validator, secretFiles: [s] | x-hub-signature-256",
        "preset: standard-webhooks, secretFiles: [s] | webhook-id, webhook-timestamp, webhook-sig",
        "preset: message-signatures, message: {components: [content-digest, content-type,"
            + " content-length, '@method', date]}, keyFiles: [k]"
            + " | content-digest, date, signature-input, signature",
        "preset: jws-detached, keyFiles: [k] | x-jws-signature"
      })
  void needsTheHeadersThatTheValidatorReads(String scheme, String names) {
    assertThatThrownBy(() -> read(scheme, "forwardHeaders: [webhook-id]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("spec.forwardHeaders: must contain " + names)
        .hasMessageContaining("the validator reads them");
  }

  @Test
  void neverForwardsATokenThatIsASecret() {
    assertThatThrownBy(
            () -> read("preset: gitlab, secretFiles: [s]", "forwardHeaders: [x-gitlab-token]"))
        .hasMessageContaining("'x-gitlab-token' is reserved and never forwarded");
  }

  @Test
  void needsNoHeadersThatTheValidatorDoesNotRead() {
    assertThat(read("preset: slack, secretFiles: [s]").forwardHeaders()).isEmpty();
    assertThat(
            read("preset: standard-webhooks, secretFiles: [s]", "dedupe: {by: signedBytes}")
                .forwardHeaders())
        .isEmpty();
  }

  @Test
  void boundsTheFiles() {
    assertThat(read("preset: github, secretFiles: " + files(16)).scheme().secretFiles())
        .hasSize(16);
    assertThatThrownBy(() -> read("preset: github, secretFiles: " + files(17)))
        .hasMessageContaining("at most 16 files");
  }

  private static String files(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "s" + n)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
