package io.sallyport.evidence.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digests of RFC 9530, appendix D. */
class ContentDigestTest {
  private static final byte[] BODY = "{\"hello\": \"world\"}\n".getBytes(UTF_8);
  private static final String SHORT = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
  private static final String LONG =
      "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM"
          + "44T3qg==:";

  @ParameterizedTest
  @ValueSource(strings = {SHORT, LONG, SHORT + ", " + LONG, LONG + ", " + SHORT})
  void isOfTheBody(String value) {
    ContentDigest digest = ContentDigest.parse(value).orElseThrow();

    assertThat(digest.isOf(BODY)).isTrue();
    assertThat(digest.isOf("{\"hello\": \"World\"}\n".getBytes(UTF_8))).isFalse();
  }

  @Test
  void holdsOnlyIfEachDigestDoes() {
    String other = ContentDigest.sha256(new byte[0]);

    assertThat(ContentDigest.parse(other + ", " + LONG).orElseThrow().isOf(BODY)).isFalse();
    assertThat(ContentDigest.parse(LONG + ", " + other).orElseThrow().isOf(BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=?1",
        "sha-256=::",
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:",
        "sha-256=:RK_0qy18MlBSVnWgjwz6lZEWjP_lF5HF9bvEF8FabDg=:",
        SHORT + " ",
        SHORT + ",",
        SHORT + "," + LONG,
        SHORT + ", " + SHORT,
        SHORT + ";a=1",
        SHORT + ", md5=:1B2M2Y8AsgTpgAmY7PhCfg==:",
        "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:",
        "sha=:qUiQTy8PR5uPgZdpSzAYSw0u0cHNKh7A+4XSmaGSpEc=:"
      })
  void refusesEverythingElse(String value) {
    assertThat(ContentDigest.parse(value)).isEmpty();
  }
}
