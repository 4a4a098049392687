package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.github.Permissions.Level;
import io.sallyport.executor.credential.token.Grant;
import io.sallyport.executor.credential.token.Grant.Granted;
import io.sallyport.executor.credential.token.Grant.Refused;
import io.sallyport.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer to a request for a token, and what is issued all the same. */
@Tag("NHI5")
@Tag("NHI7")
class InstallationTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final InstallationToken.Asked ASKED =
      new InstallationToken.Asked(
          new Repository("example", "web"),
          new Permissions(Map.of("contents", Level.READ, "deployments", Level.WRITE)),
          NOW,
          NOW.plusSeconds(3600));

  @Test
  void grantsWhatWasAskedFor() {
    assertThat(read(answer()))
        .isInstanceOfSatisfying(
            Granted.class,
            granted -> {
              assertThat(granted.token().text()).isEqualTo("ghs_t0ken");
              assertThat(granted.scope()).isEqualTo("example/web contents:read metadata:read");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T11:59:59Z, false",
    "2026-11-20T12:00:00Z, false",
    "2026-11-20T12:00:01Z, true",
    "2026-11-20T13:00:00Z, true",
    "2026-11-20T13:00:01Z, false",
    "2026-11-20T13:00:00, false",
    "+1000000000-12-31T23:59:59Z, false",
    "'', false"
  })
  void takesTokensThatExpireWithinTheBound(String instant, boolean granted) {
    assertThat(read(answer().put("expires_at", instant)) instanceof Granted).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token", "expires_at", "permissions", "repository_selection", "repositories"})
  void refusesAnswerWithout(String member) {
    ObjectNode answer = answer();
    answer.remove(member);

    assertThat(read(answer)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "Selected", ""})
  void refusesAndGivesBackOtherSelections(String selection) {
    assertThat(issued(read(answer().put("repository_selection", selection)))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{}",
        "[null]",
        "[\"example/web\"]",
        "[{}]",
        "[{\"full_name\":\"example/api\"}]",
        "[{\"full_name\":\"other/web\"}]",
        "[{\"name\":\"web\"}]",
        "[{\"full_name\":\"example/web\"},{\"full_name\":\"example/api\"}]",
        "[{\"full_name\":\"example/web\"},{\"full_name\":\"example/web\"}]"
      })
  void refusesAndGivesBackOtherRepositories(String repositories) {
    String answer = text().replace("[{\"full_name\":\"example/web\"}]", repositories);

    assertThat(issued(read(answer))).isEqualTo(1);
  }

  @Test
  void namesOfRepositoriesDoNotDifferByCase() {
    assertThat(read(text().replace("example/web", "Example/Web"))).isInstanceOf(Granted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contents\":\"read\"}",
        "{\"metadata\":\"read\"}",
        "{\"deployments\":\"read\"}",
        "{\"contents\":\"read\",\"deployments\":\"write\",\"metadata\":\"read\"}"
      })
  void takesTheSameOrLess(String permissions) {
    assertThat(read(withPermissions(permissions))).isInstanceOf(Granted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"read\"",
        "{\"contents\":\"write\"}",
        "{\"deployments\":\"admin\"}",
        "{\"metadata\":\"write\"}",
        "{\"issues\":\"read\"}",
        "{\"contents\":\"READ\"}",
        "{\"contents\":\"\"}",
        "{\"contents\":true}",
        "{\"contents\":null}",
        "{\"contents\":{\"read\":\"read\"}}"
      })
  void refusesAndGivesBackWhatIsWiderOrNotKnown(String permissions) {
    assertThat(issued(read(withPermissions(permissions)))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"8191,true", "8192,true", "8193,false"})
  void takesTokensUpToTheirLimit(int size, boolean granted) {
    Grant read = read(answer().put("token", "x".repeat(size)));

    assertThat(read instanceof Granted).isEqualTo(granted);
  }

  /** It could not even be sent back. */
  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nfeed", "t\u00e9"})
  void refusesTokenThatIsNoHeaderValue(String token) {
    assertThat(issued(read(answer().put("token", token)))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{\"token\":\"a\",\"token\":\"b\"}", "{} {}", "<html>"})
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

  private static String withPermissions(String permissions) {
    return text().replace("{\"contents\":\"read\",\"metadata\":\"read\"}", permissions);
  }

  private static String text() {
    return new String(StrictJson.write(answer()), StandardCharsets.UTF_8);
  }

  private static ObjectNode answer() {
    ObjectNode answer = StrictJson.object();
    answer.put("token", "ghs_t0ken").put("expires_at", "2026-11-20T13:00:00Z");
    answer.putObject("permissions").put("contents", "read").put("metadata", "read");
    answer.put("repository_selection", "selected");
    answer.putArray("repositories").addObject().put("full_name", "example/web");
    return answer;
  }

  private static Grant read(ObjectNode answer) {
    return InstallationToken.read(StrictJson.write(answer), ASKED);
  }

  private static Grant read(String body) {
    return InstallationToken.read(body.getBytes(StandardCharsets.UTF_8), ASKED);
  }
}
