package io.sallyport.evidence.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigFile;
import org.junit.jupiter.api.Test;

class DedupeIdentityTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private static SourceSpec source(String name) {
    String text =
        "apiVersion: sallyport/v1\nkind: Source\nmetadata: {name: %s}\n".formatted(name)
            + "spec: {scheme: {preset: github, secretFiles: [s]}}\n";
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
  void isTheSameOfBytesAndTheirDigest() {
    assertThat(DedupeIdentity.of(source("github"), Digest.of(BODY)))
        .isEqualTo(DedupeIdentity.of(source("github"), BODY));
  }

  @Test
  void differsBetweenBodiesAndSources() {
    DedupeId id = DedupeIdentity.of(source("github"), BODY);

    assertThat(DedupeIdentity.of(source("github"), "{} ".getBytes(UTF_8))).isNotEqualTo(id);
    assertThat(DedupeIdentity.of(source("gitlab"), BODY)).isNotEqualTo(id);
  }
}
