package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSignatureTest {
  private static final SignedForm FORM = Presets.named("slack").form();

  /** The vector that Slack's documentation publishes. */
  private static final Secret SECRET =
      Secret.of("8f742231b10e8888abcd99yyyzzz85a5".getBytes(UTF_8));

  private static final byte[] BODY =
      ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
              + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
              + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
              + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
              + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
          .getBytes(UTF_8);

  private static final String PUBLISHED =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  private static final Instant AT = Instant.ofEpochSecond(1_531_420_618);

  private static Verification verify(String timestamp, String signature) {
    Map<String, String> headers =
        Map.of("x-slack-request-timestamp", timestamp, "x-slack-signature", signature);
    return Examiner.with(
            new HeaderSignature(FORM),
            new HmacSecrets(FORM.algorithm(), List.of(SECRET)),
            Duration.ofMinutes(5))
        .verify(name -> List.of(headers.getOrDefault(name, "")), BODY, AT);
  }

  @Test
  void provesThePublishedVector() {
    assertThat(verify("1531420618", PUBLISHED)).isEqualTo(new Verification.Proven(Claims.at(AT)));
  }

  @Test
  void signsThePublishedVector() {
    assertThat(SenderSignature.with(FORM, SECRET).headers(AT, name -> name, BODY))
        .containsEntry("x-slack-signature", PUBLISHED)
        .containsEntry("x-slack-request-timestamp", "1531420618");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1531420618", "01531420618", "1531420618.0", "-1531420618", "0"})
  void refusesOtherSpellingsOfTheTime(String timestamp) {
    assertThat(verify(timestamp, PUBLISHED))
        .isEqualTo(new Verification.Unproven(Verification.Reason.MALFORMED));
  }

  @Test
  void refusesAnotherVersion() {
    assertThat(verify("1531420618", PUBLISHED.replace("v0", "v1")))
        .isEqualTo(new Verification.Unproven(Verification.Reason.MALFORMED));
  }
}
