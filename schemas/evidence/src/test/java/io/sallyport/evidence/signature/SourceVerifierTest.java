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
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    String signature = SenderSignature.github(Secret.of("old".getBytes(UTF_8)), BODY);

    Verification verification = verifier.verify(name -> List.of(signature), BODY, Instant.EPOCH);

    assertThat(verification).isEqualTo(new Verification.Proven(Claims.NONE));
  }

  @Test
  void readsWhatIsPresentedWithoutAnySecretAndProvesNothing() {
    SignatureVerifier reader = SourceVerifier.presenting(source());
    String forged = "sha256=" + "0".repeat(64);

    assertThat(reader.verify(name -> List.of(forged), BODY, Instant.EPOCH))
        .isEqualTo(new Verification.Presented(Claims.NONE));
    assertThat(reader.verify(name -> List.of(), BODY, Instant.EPOCH))
        .isEqualTo(new Verification.Unproven(Verification.Reason.MISSING));
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

  private static SourceSpec source(String scheme) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: agents}
        spec:
          scheme: {%s}
          forwardHeaders: [x-signature-ed25519, x-signature-timestamp,
            webhook-id, webhook-timestamp,
            webhook-signature, x-jws-signature]
        """
            .formatted(scheme);
    return SourceReader.read(ConfigFile.parse("source.yaml", text).getFirst());
  }

  private static Secret file(Path path) {
    String content =
        switch (path.getFileName().toString()) {
          case "whsec" -> "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
          case "whpk" -> "whpk_" + Sample.base64(Sample.JWK.x().toArray());
          case "jwk" -> Sample.JWK.canonical().replace("}", ",\"kid\":\"key-1\"}");
          default -> throw new AssertionError("nobody should read " + path);
        };
    return Secret.of(content.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preset: standard-webhooks, keyFiles: [whpk]",
        "preset: jws-detached, keyFiles: [jwk]",
        "preset: ed25519, keyFiles: [jwk]"
      })
  void opensPublicKeysAtBothEnds(String scheme) {
    SourceSpec source = source(scheme);

    assertThat(SourceVerifier.atIngest(source, SourceVerifierTest::file)).isNotNull();
    assertThat(SourceVerifier.atGate(source, SourceVerifierTest::file)).isNotNull();
  }

  @Test
  void opensSecretsWhereTheyBelong() {
    SourceSpec atIngest = source("preset: standard-webhooks, secretFiles: [whsec]");
    SourceSpec atGate =
        source("preset: standard-webhooks, verifiedBy: validator, secretFiles: [whsec]");
    Function<Path, Secret> none =
        path -> {
          throw new AssertionError("nobody should read " + path);
        };

    assertThat(SourceVerifier.atGate(atIngest, none)).isNotNull();
    assertThat(SourceVerifier.atIngest(atGate, none)).isNotNull();
    assertThatThrownBy(() -> SourceVerifier.atGate(atGate, none))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> SourceVerifier.atIngest(atIngest, none))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void provesNothingWithoutTheSecret() {
    SourceSpec source =
        source("preset: standard-webhooks, verifiedBy: validator, secretFiles: [whsec]");

    assertThat(Sample.of("standard-webhooks").by(SourceVerifier.atIngest(source)).verify())
        .isInstanceOf(Verification.Presented.class);
    assertThat(
            Sample.of("standard-webhooks")
                .by(SourceVerifier.atIngest(source))
                .without("webhook-id")
                .verify())
        .isEqualTo(new Verification.Unproven(Verification.Reason.MISSING));
  }

  @Test
  void toleratesMoreAtTheGateForTheWayToTheBroker() {
    SourceSpec source = source("preset: standard-webhooks, keyFiles: [whpk]");
    Instant late = Sample.NOW.plus(Sample.TOLERANCE);
    Sample ingest =
        Sample.of("standard-webhooks-asymmetric")
            .by(SourceVerifier.atIngest(source, SourceVerifierTest::file));
    Sample gate =
        Sample.of("standard-webhooks-asymmetric")
            .by(SourceVerifier.atGate(source, SourceVerifierTest::file));

    assertThat(ingest.verifyAt(late)).isInstanceOf(Verification.Proven.class);
    assertThat(ingest.verifyAt(late.plusMillis(1))).isInstanceOf(Verification.Unproven.class);
    assertThat(gate.verifyAt(late.plusSeconds(30))).isInstanceOf(Verification.Proven.class);
    assertThat(gate.verifyAt(late.plusSeconds(30).plusMillis(1)))
        .isInstanceOf(Verification.Unproven.class);
  }
}
