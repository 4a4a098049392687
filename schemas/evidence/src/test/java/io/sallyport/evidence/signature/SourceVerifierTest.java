package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceVerifierTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @TempDir private Path home;

  private SourceSpec source() {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: [secrets/new, secrets/old]}}
        """;
    return SourceReader.read(ConfigFile.parse("github.yaml", text, home).getFirst());
  }

  private void write(String name, String content) throws IOException {
    Files.createDirectories(home.resolve("secrets"));
    Files.writeString(home.resolve("secrets").resolve(name), content);
  }

  @Test
  void takesItsSecretsFromTheFiles() throws IOException {
    write("new", "new\n");
    write("old", "old\n");
    SignatureVerifier verifier = SourceVerifier.atIngest(source());
    String signature = GithubSignature.sign(Secret.of("old".getBytes(UTF_8)), BODY);

    Verification verification = verifier.verify(name -> List.of(signature), BODY, Instant.EPOCH);

    assertThat(verification).isEqualTo(new Verification.Proven(Claims.NONE));
  }

  @Test
  void doesNotOpenWithoutEachSecret() throws IOException {
    write("new", "new\n");

    assertThatThrownBy(() -> SourceVerifier.atIngest(source()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("secrets/old");
  }

  @Test
  void doesNotOpenWithAnEmptySecret() throws IOException {
    write("new", "new\n");
    write("old", "\n");

    assertThatIllegalArgumentException().isThrownBy(() -> SourceVerifier.atIngest(source()));
  }
}
