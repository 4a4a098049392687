package io.sallyport.ingest.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.ingest.http.Body;
import io.sallyport.ingest.http.Refusal;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDoorTest {
  private static final Secret SECRET = Secret.of("secret".getBytes(UTF_8));
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private final SourceDoor door = door();

  private static SourceDoor door() {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec:
          scheme: {preset: github, secretFiles: [s]}
          forwardHeaders: [x-github-event]
          limits: {body: 10B, rate: 2/h}
        """;
    SourceSpec spec = SourceReader.read(ConfigFile.parse("github.yaml", text).getFirst());
    return new SourceDoor(spec, SourceVerifier.atIngest(spec, file -> SECRET));
  }

  @Test
  void takesAFitCall() {
    assertThat(door.unfit(new FakeCall(BODY))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "HEAD", "post", "OPTIONS", "DELETE", "TRACE"})
  void takesPostOnly(String method) {
    assertThat(door.unfit(new FakeCall(BODY).method(method))).contains(Refusal.METHOD_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "", "application/json+x", "multipart/form-data"})
  void takesListedContentTypesOnly(String type) {
    FakeCall call = new FakeCall(BODY).without("content-type").header("content-type", type);

    assertThat(door.unfit(call)).contains(Refusal.CONTENT_TYPE_REFUSED);
  }

  @Test
  void refusesNoAndSeveralContentTypes() {
    assertThat(door.unfit(new FakeCall(BODY).without("content-type")))
        .contains(Refusal.CONTENT_TYPE_REFUSED);
    assertThat(door.unfit(new FakeCall(BODY).header("content-type", "application/json")))
        .contains(Refusal.CONTENT_TYPE_REFUSED);
  }

  @Test
  void refusesContentCodings() {
    assertThat(door.unfit(new FakeCall(BODY).header("content-encoding", "gzip")))
        .contains(Refusal.CONTENT_TYPE_REFUSED);
  }

  @Test
  void comparesTheAnnouncedSizeWithTheLimit() {
    assertThat(door.unfit(new FakeCall(BODY).header("content-length", "9"))).isEmpty();
    assertThat(door.unfit(new FakeCall(BODY).header("content-length", "10"))).isEmpty();
    assertThat(door.unfit(new FakeCall(BODY).header("content-length", "11")))
        .contains(Refusal.BODY_TOO_LARGE);
  }

  @Test
  void needsToKnowTheSize() {
    assertThat(door.unfit(new FakeCall(BODY).without("content-length")))
        .contains(Refusal.LENGTH_REQUIRED);
  }

  @Test
  void readsWithinTheLimit() {
    assertThat(door.receive(new FakeCall(new byte[10]))).isInstanceOf(Body.Whole.class);
    assertThat(door.receive(new FakeCall(new byte[11]))).isEqualTo(new Body.TooLarge());
  }

  @Test
  void verifiesTheRawBytes() {
    String signature = SenderSignature.github(SECRET, BODY);
    FakeCall call = new FakeCall(BODY).header("x-hub-signature-256", signature);

    assertThat(door.authenticate(call, BODY, Instant.EPOCH))
        .isInstanceOf(Verification.Proven.class);
    assertThat(door.authenticate(call, "{ }".getBytes(UTF_8), Instant.EPOCH))
        .isInstanceOf(Verification.Unproven.class);
  }

  @Test
  void forwardsListedHeadersOnly() {
    FakeCall call =
        new FakeCall(BODY).header("x-github-event", "push").header("authorization", "Bearer x");

    assertThat(door.forwarded(call)).contains(Map.of("x-github-event", "push"));
  }

  @Test
  void forwardsNothingWhenAHeaderIsUnclear() {
    FakeCall twice = new FakeCall(BODY).header("x-github-event", "a").header("x-github-event", "b");

    assertThat(door.forwarded(twice)).isEmpty();
    assertThat(door.forwarded(new FakeCall(BODY).header("x-github-event", "a\u001bb"))).isEmpty();
    assertThat(door.forwarded(new FakeCall(BODY).header("x-github-event", "ä"))).isEmpty();
  }

  @Test
  void runsOutOfTokens() {
    assertThat(door.takeToken()).isZero();
    assertThat(door.takeToken()).isZero();
    assertThat(door.takeToken()).isBetween(Duration.ofMinutes(25), Duration.ofMinutes(30));
  }
}
