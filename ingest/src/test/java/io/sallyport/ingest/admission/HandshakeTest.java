package io.sallyport.ingest.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.ingest.http.Answer;
import io.sallyport.testkit.Seeded;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final String PING =
      """
      {"application_id":"1","id":"2","token":"t","type":1,"version":1,"user":{"id":"3"}}\
      """;

  private static Optional<Answer.Greeted> answer(Preset preset, String body) {
    return Handshake.answer(preset, body.getBytes(UTF_8));
  }

  private static String challenge(String challenge) {
    return "{\"token\":\"t\",\"challenge\":\"" + challenge + "\",\"type\":\"url_verification\"}";
  }

  @Test
  void answersSlacksChallenge() {
    String body = challenge("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");

    assertThat(answer(Preset.SLACK, body))
        .contains(
            new Answer.Greeted(
                200, "{\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\"}"));
  }

  @Test
  void answersDiscordsPings() {
    assertThat(answer(Preset.DISCORD, PING)).contains(new Answer.Greeted(200, "{\"type\":1}"));
    assertThat(answer(Preset.DISCORD, "{\"version\":1,\"application_id\":\"1\",\"type\":0}"))
        .contains(new Answer.Greeted(204, ""));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void answersNobodyElse(Preset preset) {
    assertThat(answer(preset, challenge("c")).isPresent()).isEqualTo(preset == Preset.SLACK);
    assertThat(answer(preset, PING).isPresent()).isEqualTo(preset == Preset.DISCORD);
  }

  @Test
  void boundsTheChallenge() {
    assertThat(answer(Preset.SLACK, challenge("c".repeat(Handshake.MAX_CHALLENGE)))).isPresent();
    assertThat(answer(Preset.SLACK, challenge("c".repeat(Handshake.MAX_CHALLENGE + 1)))).isEmpty();
  }

  @Test
  void boundsTheBody() {
    String padded = PING + " ".repeat(Handshake.MAX_BODY - PING.length());

    assertThat(answer(Preset.DISCORD, padded)).isPresent();
    assertThat(answer(Preset.DISCORD, padded + " ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"type\":\"url_verification\"}",
        "{\"type\":\"url_verification\",\"challenge\":\"\"}",
        "{\"type\":\"url_verification\",\"challenge\":7}",
        "{\"type\":\"url_verification\",\"challenge\":\"a b\"}",
        "{\"type\":\"url_verification\",\"challenge\":\"<script>\",\"challenge\":\"b\"}",
        "{\"type\":\"url_verification\",\"challenge\":\"\\u0000\"}",
        "{\"type\":\"url_verification\",\"challenge\":\"c\",\"event\":{}}",
        "{\"type\":\"url_verification\",\"challenge\":\"c\"} {}",
        "{\"type\":\"event_callback\",\"challenge\":\"c\",\"token\":\"t\"}",
        "{\"type\":[\"url_verification\"],\"challenge\":\"c\"}"
      })
  void takesWhatIsNoChallengeForADelivery(String body) {
    assertThat(answer(Preset.SLACK, body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":1,\"application_id\":\"1\",\"type\":1,\"event\":{\"type\":\"X\"}}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":2,\"data\":{}}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":1,\"data\":{}}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":1,\"event\":{}}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":\"1\"}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":1.0}",
        "{\"application_id\":\"1\",\"id\":\"2\",\"token\":\"t\",\"type\":0}",
        "{\"application_id\":\"1\",\"type\":1}",
        "{\"type\":0}",
        "{\"type\":1}"
      })
  void takesWhatIsNoPingForADelivery(String body) {
    assertThat(answer(Preset.DISCORD, body)).isEmpty();
  }

  @Test
  void neverThrowsWhateverTheBodyIs() {
    Seeded.forAll(
        2_000,
        random -> {
          byte[] body = (random.nextBoolean() ? PING : challenge("c")).getBytes(UTF_8);
          for (int count = 1 + random.nextInt(3); count > 0; count--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
          }
          for (Preset preset : Preset.values()) {
            assertThat(Handshake.answer(preset, body)).isNotNull();
          }
        });
  }
}
