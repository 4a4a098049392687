package io.sallyport.evidence.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.service.config.ConfigFile;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DedupeIdentityTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private static final Origin ORIGIN = Origin.parse("untrusted:0:1");
  private static final String HEADERS =
      "webhook-id, webhook-timestamp, webhook-signature, x-jws-signature";

  private static SourceSpec source(String name) {
    return source(name, "github, secretFiles: [s]", "");
  }

  private static SourceSpec source(String name, String preset, String headers) {
    String text =
        "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: %s}\n".formatted(name)
            + "spec: {scheme: {preset: %s}, forwardHeaders: [%s]}\n".formatted(preset, headers);
    return SourceReader.read(ConfigFile.parse("source.yaml", text).getFirst());
  }

  @Test
  void isMadeFromSourcePrincipalAndSignedBytes() {
    assertThat(DedupeIdentity.of(source("github"), BODY))
        .isEqualTo(
            DedupeId.of(
                "github", "source:github", DedupeId.Basis.SIGNED_BYTES, Digest.sha256(BODY)));
  }

  @Test
  void staysWhatItIs() {
    assertThat(DedupeIdentity.of(source("github"), BODY).text())
        .isEqualTo("0yXsOXZKdZWI8UjIP9FVtiLLCf1iOSzF59NKxAm9vbI");
  }

  @Test
  void isTheSignedIdWhereThereIsOne() {
    SourceSpec source = source("hook", "standard-webhooks, secretFiles: [s]", HEADERS);
    Claims claims = new Claims(Optional.of("msg_1"), Optional.empty(), Optional.empty());

    DedupeId key = DedupeIdentity.key(source, claims, Digest.of(BODY));

    assertThat(key)
        .isEqualTo(
            DedupeId.of("hook", "source:hook", DedupeId.Basis.SIGNED_ID, "msg_1".getBytes(UTF_8)))
        .isEqualTo(DedupeIdentity.key(source, claims, Digest.of(new byte[1])));
    assertThat(DedupeIdentity.of(source, key, ORIGIN, Instant.EPOCH)).isEqualTo(key);
  }

  @Test
  void isTheIdempotencyKeyWhereTheSourceGoesByIt() {
    String dedupe = "jws-detached, keyFiles: [k]}, dedupe: {by: idempotencyKey";
    SourceSpec source = source("agents", dedupe, HEADERS);

    DedupeId key = DedupeIdentity.key(source, agent("a"), Digest.of(BODY));

    assertThat(key)
        .isEqualTo(
            DedupeId.of("agents", "agent:a", DedupeId.Basis.IDEMPOTENCY_KEY, "p-1".getBytes(UTF_8)))
        .isEqualTo(DedupeIdentity.key(source, agent("a"), Digest.of(new byte[1])))
        .isNotEqualTo(DedupeIdentity.key(source, agent("b"), Digest.of(BODY)));
    assertThat(DedupeIdentity.of(source, key, ORIGIN, Instant.EPOCH)).isEqualTo(key);
  }

  @Test
  void differsBetweenAgents() {
    SourceSpec source = source("agents", "jws-detached, keyFiles: [k]", HEADERS);

    assertThat(DedupeIdentity.key(source, agent("a"), Digest.of(BODY)))
        .isNotEqualTo(DedupeIdentity.key(source, agent("b"), Digest.of(BODY)));
  }

  private static Claims agent(String name) {
    return new Claims(Optional.of("p-1"), Optional.empty(), Optional.of(name));
  }

  @Test
  void isTheRecordsPlaceWhereNothingIsSigned() {
    SourceSpec source = source("open", "none", "");
    DedupeId key = DedupeIdentity.key(source, Claims.NONE, Digest.of(BODY));
    DedupeId id = DedupeIdentity.of(source, key, ORIGIN, Instant.EPOCH);

    assertThat(id)
        .isNotEqualTo(key)
        .isEqualTo(DedupeIdentity.of(source, key, ORIGIN, Instant.EPOCH))
        .isNotEqualTo(DedupeIdentity.of(source, key, ORIGIN, Instant.ofEpochMilli(1)))
        .isNotEqualTo(DedupeIdentity.of(source, key, Origin.parse("untrusted:0:2"), Instant.EPOCH));
  }

  @Test
  void differsBetweenBodiesAndSources() {
    DedupeId id = DedupeIdentity.of(source("github"), BODY);

    assertThat(DedupeIdentity.of(source("github"), "{} ".getBytes(UTF_8))).isNotEqualTo(id);
    assertThat(DedupeIdentity.of(source("gitlab"), BODY)).isNotEqualTo(id);
  }
}
