package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stripe, Shopify, PagerDuty and GitLab publish no vectors; these were computed with {@code openssl
 * dgst -hmac}.
 */
@Tag("NHI4")
class PresetsTest {
  private static final byte[] EVENT =
      "{\"id\":\"evt_1\",\"type\":\"invoice.paid\"}".getBytes(UTF_8);
  private static final String STRIPE =
      "46dc069361a7691082640523fa33fe5d6c8c88d5f5e257cdf8cf11539d166595";
  private static final String PAGERDUTY =
      "4ead86b11fdefadb7781aa4c67743bc395c64d43d32164cea2ae9c18c45d7ed9";
  private static final String OTHER = "0".repeat(64);

  private static Verification verify(String preset, String secret, String header, String value) {
    SignedForm form = Presets.named(preset).form();
    HmacSecrets keys =
        new HmacSecrets(form.algorithm(), List.of(Secret.of(secret.getBytes(UTF_8))));
    return Examiner.with(new HeaderSignature(form), keys, Sample.TOLERANCE)
        .verify(name -> List.of(Map.of(header, value).getOrDefault(name, "")), EVENT, Sample.NOW);
  }

  private static Verification stripe(String value) {
    return verify("stripe", "whsec_test_secret", "stripe-signature", value);
  }

  private static Verification pagerduty(String value) {
    return verify("pagerduty", "pd_test", "x-pagerduty-signature", value);
  }

  private static Verification malformed() {
    return new Verification.Unproven(Reason.MALFORMED);
  }

  @Test
  void provesTheAnswersOfAnotherImplementation() {
    assertThat(stripe("t=1700000000,v1=" + STRIPE))
        .isEqualTo(new Verification.Proven(Claims.at(Sample.NOW)));
    assertThat(pagerduty("v1=" + PAGERDUTY)).isEqualTo(new Verification.Proven(Claims.NONE));
    assertThat(
            verify(
                "shopify",
                "shpss_test",
                "x-shopify-hmac-sha256",
                "EIR9OvavXMl+PU952BkbeGL8ouDVkqZ96AJK6ePvgog="))
        .isEqualTo(new Verification.Proven(Claims.NONE));
  }

  @Test
  void takesAnyOfSeveralSignaturesWhileTheSenderRotates() {
    assertThat(stripe("t=1700000000,v1=" + OTHER + ",v1=" + STRIPE + ",v0=x"))
        .isInstanceOf(Verification.Proven.class);
    assertThat(pagerduty("v1=" + OTHER + ",v1=" + PAGERDUTY))
        .isInstanceOf(Verification.Proven.class);
    assertThat(pagerduty("v1=" + OTHER + ",v1=" + OTHER))
        .isEqualTo(new Verification.Unproven(Reason.MISMATCH));
  }

  @Test
  void boundsTheList() {
    assertThat(pagerduty(("v1=" + OTHER + ",").repeat(7) + "v1=" + PAGERDUTY))
        .isInstanceOf(Verification.Proven.class);
    assertThat(pagerduty(("v1=" + OTHER + ",").repeat(8) + "v1=" + PAGERDUTY))
        .isEqualTo(malformed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1=%s",
        "t=1700000000,t=1700000000,v1=%s",
        "t=1700000000,t=1700000001,v1=%s",
        "t=01700000000,v1=%s",
        "t=,v1=%s",
        "t=1700000000,v0=%s",
        "t=1700000000,v1=%s,v1=00",
        "t=1700000000,,v1=%s",
        "t=1700000000, v1=%s",
        "t=1700000000;v1=%s",
        "T=1700000000,v1=%s"
      })
  void refusesOtherSpellingsOfStripesHeader(String value) {
    assertThat(stripe(value.formatted(STRIPE))).isEqualTo(malformed());
  }

  /** What one preset signs is nothing for another, although the secret may be the same. */
  @Test
  void refusesTheSignatureOfAnotherForm() {
    assertThat(verify("pagerduty", "whsec_test_secret", "x-pagerduty-signature", "v1=" + STRIPE))
        .isEqualTo(new Verification.Unproven(Reason.MISMATCH));
  }

  @Test
  void namesADeliveryByTheSignedIdOfTheDescribedForm() {
    assertThat(Sample.described().verify())
        .isEqualTo(
            new Verification.Proven(
                new Claims(Optional.of("msg_1"), Optional.of(Sample.NOW), Optional.empty())));
  }

  /** The same signed characters, cut elsewhere. */
  @Test
  void movesNothingBetweenTheHeadersOfTheDescribedForm() {
    assertThat(Sample.described().with("x-acme-topic", "orders 1").verify()).isEqualTo(malformed());
    assertThat(Sample.described().with("x-acme-id", "").verify()).isEqualTo(malformed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcdef0123456", "0123456789abcdef012345678", "0"})
  void refusesOtherTokensOfAnyLength(String token) {
    assertThat(Sample.gitlab().with("x-gitlab-token", token).verify())
        .isInstanceOf(Verification.Unproven.class);
  }

  @Test
  void provesATokenWithoutAnyBody() {
    assertThat(Sample.gitlab().body(new byte[0]).verify())
        .isEqualTo(new Verification.Proven(Claims.NONE));
  }
}
