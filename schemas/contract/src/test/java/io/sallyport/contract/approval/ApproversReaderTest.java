package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproversReaderTest {
  private static final String HEAD =
      "apiVersion: sallyport/v1\nkind: Approvers\nmetadata: {name: approvers}\nspec:\n";

  private final String anna = x();
  private final String ben = x();
  @TempDir private Path home;

  @BeforeEach
  void writeKey() {
    KeyFile.writePublic(home.resolve("cara.jwk"), SigningKey.generate().jwk());
  }

  @Test
  void readsPersonsKeysAndGroups() {
    Approvers approvers =
        read(
            "persons:",
            person("anna", key(anna)),
            "- {id: cara, identities: ['github:cara', 'idp:c'], keyFiles: [cara.jwk]}",
            "groups: {managers: [anna, cara], duty: [cara]}");

    assertThat(approvers.persons()).extracting(Person::id).containsExactly("anna", "cara");
    assertThat(approvers.members("managers")).containsExactlyInAnyOrder("anna", "cara");
    assertThat(approvers.members("nobody")).isEmpty();
    assertThat(approvers.persons().getLast().isNamed("GITHUB:CARA")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"managers,2,true", "managers,3,false", "duty,2,false", "nobody,1,false"})
  void knowsWhichThresholdCanBeReached(String group, int threshold, boolean reachable) {
    Approvers approvers =
        read(
            "persons:",
            person("anna", key(anna)),
            person("ben", key(ben)),
            "groups: {managers: [anna, ben], duty: [ben]}");

    assertThat(approvers.shortfall(group, threshold).isEmpty()).isEqualTo(reachable);
  }

  @Test
  void tellsEverythingAtOnce() {
    List<String> problems =
        problems(
            "persons:",
            "- {id: Anna, identities: ['github:anna'], keys: [" + key(anna) + "]}",
            "- {id: ben, identities: ['github:ANNA'], keys: [" + key(anna) + "]}",
            "- {id: ben, identities: ['git hub'], keys: [{kty: RSA, crv: Ed25519, x: AAAA}]}",
            "- {id: dora}",
            "groups: {Managers: [ben], duty: [], night: [eve], twice: [ben, ben]}",
            "wait: 5m");

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "spec.persons[0].id: 1 to 40 of a-z, 0-9 and '-'",
            "spec.persons[1].identities: a name is there twice; one name is one person's",
            "spec.persons[1].keys: a key is there twice; one key is one person's",
            "spec.persons[2].id: another person has this id",
            "spec.persons[2].identities: 1 to 256 visible ASCII characters each",
            "spec.persons[2].keys[0].kty: must be OKP, and crv Ed25519 (RFC 8037)",
            "spec.persons[2].keys[0].x: must be the 32 bytes of an Ed25519 key, base64url",
            "spec.persons[2].keys: 1 to 4 keys, in keys and keyFiles",
            "spec.persons[3].identities: 1 to 16 names of the person",
            "spec.persons[3].keys: 1 to 4 keys, in keys and keyFiles",
            "spec.groups.Managers: a group's name is 1 to 40 of a-z, 0-9 and '-'",
            "spec.groups.duty: must have members, each once",
            "spec.groups.night: eve is none of the persons",
            "spec.groups.twice: must have members, each once",
            "spec.wait: unknown key; known here: persons, groups, continues");
  }

  @Test
  void saysWhichFileIsNoKey() {
    assertThat(
            problems(
                "persons:",
                "- {id: cara, identities: ['github:cara'], keyFiles: [gone.jwk]}",
                "groups: {duty: [cara]}"))
        .anySatisfy(problem -> assertThat(problem).contains("gone.jwk", "cannot be read"));
  }

  /** The neutral element: whoever likes makes signatures that verify with it. */
  @Test
  void refusesAKeyOfEverybody() throws IOException {
    String neutral = "AQ" + "A".repeat(41);
    Files.writeString(
        home.resolve("neutral.jwk"),
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + neutral + "\"}");

    assertThat(
            problems(
                "persons:",
                person("anna", key(neutral)),
                "- {id: ben, identities: ['github:ben'], keyFiles: [neutral.jwk]}",
                "groups: {duty: [anna, ben]}"))
        .contains("spec.persons[0].keys[0].x: must be the 32 bytes of an Ed25519 key, base64url")
        .anySatisfy(problem -> assertThat(problem).contains("neutral.jwk", "not an Ed25519"));
  }

  @ParameterizedTest
  @CsvSource({"4,true", "5,false"})
  void personHasAtMostFourKeys(int count, boolean accepted) {
    String keys = String.join(", ", IntStream.range(0, count).mapToObj(i -> key(x())).toList());

    assertThat(
            isRead(
                "persons:",
                "- {id: anna, identities: ['github:anna'], keys: [" + keys + "]}",
                "groups: {duty: [anna]}"))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"16,true", "17,false"})
  void personHasAtMostSixteenNames(int count, boolean accepted) {
    String names =
        String.join(", ", IntStream.range(0, count).mapToObj(i -> "'idp:" + i + "'").toList());

    assertThat(
            isRead(
                "persons:",
                "- {id: anna, identities: [" + names + "], keys: [" + key(anna) + "]}",
                "groups: {duty: [anna]}"))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void thereAreAtMostSixtyFourGroups(int count, boolean accepted) {
    String groups =
        String.join(", ", IntStream.range(0, count).mapToObj(i -> "g" + i + ": [anna]").toList());

    assertThat(isRead("persons:", person("anna", key(anna)), "groups: {" + groups + "}"))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "500,true", "501,false"})
  void thereAreAtMostFiveHundredPersons(int count, boolean accepted) {
    Stream<String> persons = IntStream.range(0, count).mapToObj(i -> person("p" + i, key(x())));
    String[] lines =
        Stream.of(
                Stream.of(count == 0 ? "persons: []" : "persons:"),
                persons,
                Stream.of(count == 0 ? "groups: {}" : "groups: {duty: [p0]}"))
            .flatMap(each -> each)
            .toArray(String[]::new);

    assertThat(isRead(lines)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"8,true", "9,false"})
  void namesAtMostEightBundlesWhoseHoldsGoOn(int count, boolean accepted) {
    List<String> digests =
        IntStream.range(0, count).mapToObj(i -> "'" + digest(i).text() + "'").toList();

    assertThat(isRead(continuing(String.join(", ", digests)))).isEqualTo(accepted);
  }

  @Test
  void knowsWhoseHoldsGoOn() {
    Approvers approvers = read(continuing("'" + digest(1).text() + "'"));

    assertThat(approvers.isContinued(digest(1))).isTrue();
    assertThat(approvers.isContinued(digest(2))).isFalse();
    assertThat(Approvers.none().isContinued(digest(1))).isFalse();
  }

  @Test
  void refusesWhatIsNoDigestOrThereTwice() {
    String problem = "spec.continues: digests of bundles, each once: sha256: and 64 digits";
    String twice = "'" + digest(1).text() + "', '" + digest(1).text() + "'";

    assertThat(problems(continuing("'sha256:00'"))).containsExactly(problem);
    assertThat(problems(continuing(twice))).containsExactly(problem);
  }

  private String[] continuing(String digests) {
    return new String[] {
      "persons:",
      person("anna", key(anna)),
      "groups: {duty: [anna]}",
      "continues: [" + digests + "]"
    };
  }

  private static Digest digest(int number) {
    return Digest.of(new byte[] {(byte) number});
  }

  private boolean isRead(String... lines) {
    try {
      return !read(lines).persons().isEmpty();
    } catch (ConfigException e) {
      return false;
    }
  }

  private List<String> problems(String... lines) {
    List<String> found = new java.util.ArrayList<>();
    assertThatThrownBy(() -> read(lines))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> e.problems().stream().map(Problem::message).forEach(found::add));
    return found;
  }

  private Approvers read(String... lines) {
    String text = HEAD + "  " + String.join("\n  ", lines) + "\n";
    return ApproversReader.read(ConfigFile.parse("approvers.yaml", text, home).getFirst());
  }

  private static String person(String id, String key) {
    return "- {id: " + id + ", identities: ['github:" + id + "'], keys: [" + key + "]}";
  }

  private static String key(String x) {
    return "{kty: OKP, crv: Ed25519, x: " + x + "}";
  }

  private static String x() {
    String canonical = SigningKey.generate().jwk().canonical();
    return canonical.substring(canonical.indexOf("\"x\":\"") + 5, canonical.length() - 2);
  }
}
