package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.form.Part;
import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {
  /** The vector that the libraries of Standard Webhooks test with. */
  private static final Secret SECRET =
      Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".getBytes(UTF_8));

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String PUBLISHED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String OTHER = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static Verification verify(String id, String signature) {
    Map<String, String> headers =
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", "1614265330",
            "webhook-signature", signature);
    return Examiner.with(
            new HeaderSignature(Presets.named("standard-webhooks").form()),
            HmacSecrets.ofStandardWebhooks(List.of(SECRET)),
            Sample.TOLERANCE)
        .verify(name -> List.of(headers.getOrDefault(name, "")), BODY, AT);
  }

  private static void assertRefused(String signature, Reason reason) {
    assertThat(verify(ID, signature)).isEqualTo(new Verification.Unproven(reason));
  }

  @Test
  void provesThePublishedVectorWithItsId() {
    assertThat(verify(ID, PUBLISHED))
        .isEqualTo(
            new Verification.Proven(
                new Claims(Optional.of(ID), Optional.of(AT), Optional.empty())));
  }

  @Test
  void takesAnyOfSeveralSignatures() {
    assertThat(verify(ID, OTHER + " " + PUBLISHED)).isInstanceOf(Verification.Proven.class);
    assertThat(verify(ID, "v1a,whatever v2,x " + PUBLISHED))
        .isInstanceOf(Verification.Proven.class);
  }

  @Test
  void boundsTheNumberOfSignatures() {
    assertThat(verify(ID, (OTHER + " ").repeat(7) + PUBLISHED))
        .isInstanceOf(Verification.Proven.class);
    assertRefused((OTHER + " ").repeat(8) + PUBLISHED, Reason.MALFORMED);
  }

  @Test
  void refusesAHeaderWithoutASignatureOfItsVersion() {
    assertRefused("v1a," + PUBLISHED.substring(3), Reason.MALFORMED);
    assertRefused("v2,AAAA", Reason.MALFORMED);
    assertRefused(OTHER, Reason.MISMATCH);
  }

  @Test
  void refusesAHeaderWithOneMalformedSignature() {
    assertRefused(PUBLISHED + " v1,AAAA", Reason.MALFORMED);
    assertRefused(PUBLISHED + "  " + OTHER, Reason.MALFORMED);
    assertRefused(PUBLISHED.replace("=", ""), Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "msg.1", "msg 1", "m\u0000", "m\u00e4"})
  void refusesIdsThatWouldMakeTheSignedTextUnclear(String id) {
    assertThat(verify(id, PUBLISHED)).isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }

  @Test
  void boundsTheId() {
    assertThat(verify("a".repeat(Part.HeaderValue.MAX_LENGTH), PUBLISHED))
        .isEqualTo(new Verification.Unproven(Reason.MISMATCH));
    assertThat(verify("a".repeat(Part.HeaderValue.MAX_LENGTH + 1), PUBLISHED))
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }

  @Test
  void movesNothingBetweenTheIdAndTheTime() {
    Sample sample = Sample.of("standard-webhooks");

    assertThat(sample.with("webhook-id", "msg_1.1").verify())
        .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
  }
}
