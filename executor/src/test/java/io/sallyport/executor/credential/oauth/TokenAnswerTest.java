package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.oauth.TokenAnswer.Asked;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Grant.Granted;
import io.sallyport.executor.credential.token.Grant.Refused;
import io.sallyport.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of a token endpoint, and what is issued all the same. */
@Tag("NHI5")
class TokenAnswerTest {
  private static final Set<String> SCOPES = new LinkedHashSet<>(List.of("deploy:x", "read"));
  private static final Asked ASKED = new Asked(SCOPES, Duration.ofSeconds(60), false);

  @Test
  void grantsWhatWasAskedForWhereNothingElseIsSaid() {
    assertThat(read(answer()))
        .isInstanceOfSatisfying(
            Granted.class,
            granted -> {
              assertThat(granted.token().text()).isEqualTo("t0ken");
              assertThat(granted.scope()).isEqualTo("deploy:x read");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
  void knowsBearerHoweverItIsWritten(String type) {
    assertThat(read(answer().put("token_type", type))).isInstanceOf(Granted.class);
  }

  @Test
  void membersThatItDoesNotKnowCountNothing() {
    assertThat(read(answer().put("session_state", "x"))).isInstanceOf(Granted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP", "mac", "N_A", ""})
  void refusesAndGivesBackTokensOfAnotherType(String type) {
    assertThat(issued(read(answer().put("token_type", type)))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "59,true", "60,true", "61,false", "-1,false"})
  void takesTokensThatLiveUpToTheBound(long seconds, boolean granted) {
    assertThat(read(answer().put("expires_in", seconds)) instanceof Granted).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"60\"", "60.5", "1e1", "null", "true", "99999999999999999999", "[60]", "{}"})
  void refusesExpiryThatIsNoWholeNumber(String expiry) {
    assertThat(read(text().replace("60", expiry))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "token_type", "expires_in"})
  void refusesAnswerWithout(String member) {
    ObjectNode answer = answer();
    answer.remove(member);

    assertThat(read(answer)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nfeed", "t\u00e9", "nul\0", "del\u007f"})
  void refusesTokenThatIsNoHeaderValue(String token) {
    assertThat(read(answer().put("access_token", token))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"8191,true", "8192,true", "8193,false"})
  void takesTokensUpToTheirLimit(int size, boolean granted) {
    String token = "x".repeat(size);

    assertThat(read(answer().put("access_token", token)) instanceof Granted).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "deploy:x", "read deploy:x", "read read"})
  void takesTheSameOrLess(String scope) {
    assertThat(read(answer().put("scope", scope))).isInstanceOf(Granted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read write", "deploy:x read admin", "deploy:*", "", " read", "READ"})
  void refusesAndGivesBackWhatIsWider(String scope) {
    assertThat(issued(read(answer().put("scope", scope)))).isEqualTo(1);
  }

  @Test
  void refusesAndGivesBackRefreshToken() {
    assertThat(issued(read(answer().put("refresh_token", "r3fresh")))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:ietf:params:oauth:token-type:access_token,true",
    "urn:ietf:params:oauth:token-type:refresh_token,false",
    "'',false"
  })
  void exchangedTokenMustBeAnAccessToken(String type, boolean granted) {
    byte[] body = StrictJson.write(answer().put("issued_token_type", type));

    Grant read = TokenAnswer.read(body, new Asked(SCOPES, Duration.ofSeconds(60), true));

    assertThat(read instanceof Granted).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "\"t0ken\"",
        "{\"access_token\":\"a\",\"access_token\":\"b\"}",
        "{} {}",
        "<html>"
      })
  void refusesWhatIsNotOneObject(String body) {
    assertThat(issued(read(body))).isZero();
  }

  @Test
  void neitherThrowsNorShowsTokensWhateverComes() {
    Seeded.forAll(
        500,
        random -> {
          StringBuilder body = new StringBuilder(text());
          for (int i = 0; i < 1 + random.nextInt(3); i++) {
            body.setCharAt(random.nextInt(body.length()), (char) (32 + random.nextInt(200)));
          }

          assertThat(read(body.toString()).toString()).doesNotContain("t0ken");
        });
  }

  private static int issued(Grant answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused) answer).issued().size();
  }

  private static String text() {
    return new String(StrictJson.write(answer()), StandardCharsets.UTF_8);
  }

  private static ObjectNode answer() {
    return StrictJson.object()
        .put("access_token", "t0ken")
        .put("token_type", "Bearer")
        .put("expires_in", 60);
  }

  private static Grant read(ObjectNode answer) {
    return TokenAnswer.read(StrictJson.write(answer), ASKED);
  }

  private static Grant read(String body) {
    return TokenAnswer.read(body.getBytes(StandardCharsets.UTF_8), ASKED);
  }
}
