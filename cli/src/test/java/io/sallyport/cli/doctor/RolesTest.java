package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.doctor.Finding.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What roles say of themselves is judged at its bounds, and names the role. */
class RolesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final long SOON = Duration.ofDays(14).toSeconds();
  private static final String EXECUTOR = "sallyport_build_info{role=\"executor\",version=\"1\"} 1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sallyport_revocations_age_seconds 5        | revocations | OK",
        "sallyport_revocations_age_seconds 5.1      | revocations | BAD",
        "sallyport_executor_actions_in_doubt 0      | in-doubt    | OK",
        "sallyport_executor_actions_in_doubt 1      | in-doubt    | BAD",
        "sallyport_executor_strict 1                | ambient     | OK",
        "sallyport_executor_strict 0                | ambient     | BAD",
        "sallyport_executor_tolerates{kind=\"files\"} 1 | ambient | WARNING",
        "sallyport_executor_sandbox_layer{handler=\"h\",layer=\"seccomp\"} 1 | sandbox | OK",
        "sallyport_executor_sandbox_layer{handler=\"h\",layer=\"seccomp\"} 0 | sandbox | WARNING",
        "sallyport_bundle_info{digest=\"sha256:a\",version=\"0\"} 1 | bundle-signed | WARNING",
        "sallyport_bundle_info{digest=\"sha256:a\",version=\"3\"} 1 | bundle-signed | OK"
      })
  void judges(String sample, String code, State state) {
    assertThat(of(answer(EXECUTOR + "\n" + sample), code))
        .extracting(Finding::state, Finding::subject)
        .containsExactly(tuple(state, "executor"));
  }

  @ParameterizedTest
  @CsvSource({"0, BAD", "1, WARNING", "1209599, WARNING", "1209600, OK"})
  void looksAheadTwoWeeks(long seconds, State state) {
    assertThat(SOON).isEqualTo(1_209_600);
    long at = NOW.getEpochSecond() + seconds;

    String samples =
        EXECUTOR
            + "\nsallyport_executor_key_not_after_seconds{key=\"k1\"} "
            + at
            + "\nkafka_client_certificate_not_after_seconds "
            + at;

    for (String code : List.of("key-expiry", "certificate-expiry")) {
      assertThat(of(answer(samples), code)).extracting(Finding::state).containsExactly(state);
    }
    String listener = "\ningest_tls_not_after_seconds{certificate=\"listener\"} " + at;
    String source = "\ningest_source_key_not_after_seconds{source=\"orders\"} " + at;
    RoleAnswer ingest = answer(EXECUTOR + listener + source);
    assertThat(of(ingest, "certificate-expiry")).isEmpty();
    assertThat(of(ingest, "listener-expiry"))
        .extracting(Finding::state, found -> found.text().split(" ", 2)[0])
        .containsExactly(tuple(state, "listener"));
    assertThat(of(ingest, "source-key-expiry"))
        .extracting(Finding::state, found -> found.text().split(" ", 2)[0])
        .containsExactly(tuple(state, "orders"));
    assertThat(of(answer(samples), "key-expiry").getFirst().text()).startsWith("k1 ends at 2027");
  }

  @ParameterizedTest
  @CsvSource({"d, OK", "e, BAD"})
  void comparesWhatAMinterGoesByWithItsExecutor(String digest, State state) {
    String bundle = "\nsallyport_bundle_info{cell=\"pay\",digest=\"%s\",version=\"1\"} 1";
    RoleAnswer executor = answer(EXECUTOR + bundle.formatted("d"));
    RoleAnswer minter = answer(EXECUTOR.replace("executor", "minter") + bundle.formatted(digest));

    assertThat(Roles.findings(List.of(executor, minter), NOW))
        .filteredOn(found -> found.subject().equals("cell pay"))
        .extracting(Finding::check, Finding::state)
        .containsExactly(tuple(Check.BUNDLE_DIGEST, state));
  }

  @Test
  void saysWhomItWasNotToldOf() {
    RoleAnswer executor =
        answer(EXECUTOR + "\nsallyport_bundle_info{cell=\"pay\",digest=\"d\",version=\"1\"} 1");
    RoleAnswer validator = answer(EXECUTOR.replace("executor", "validator"));
    RoleAnswer ingest = answer(EXECUTOR.replace("executor", "ingest"));

    assertThat(Roles.unseen(List.of(executor, validator), Set.of("pay", "ship")))
        .extracting(Finding::state, Finding::subject)
        .containsExactly(tuple(State.WARNING, "executor of ship"), tuple(State.WARNING, "ingest"));
    assertThat(Roles.unseen(List.of(executor, validator, ingest), Set.of("pay")))
        .extracting(Finding::state)
        .containsExactly(State.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "-5001, BAD, at least 5s behind ours",
    "-5000, OK, within 5s of ours",
    "5000, OK, within 5s of ours",
    "9000, BAD, at least 9s ahead of ours"
  })
  void judgesClocks(long millis, State state, String text) {
    Optional<Duration> offset = Optional.of(Duration.ofMillis(millis));

    List<Finding> found =
        of(new RoleAnswer("http://x", true, "ok", Samples.parse(EXECUTOR), offset), "clock");

    assertThat(found).extracting(Finding::state, Finding::text).containsExactly(tuple(state, text));
  }

  @Test
  void comparesInstancesOfOneRoleOnly() {
    String validator = "sallyport_build_info{role=\"validator\",version=\"1\"} 1\n";
    List<Finding> found =
        Roles.findings(
            List.of(
                answer(EXECUTOR + "\n" + bundle("a")),
                answer(validator + bundle("b")),
                answer(validator + bundle("c"))),
            NOW);

    assertThat(found)
        .filteredOn(finding -> finding.check() == Check.BUNDLE_DIGEST)
        .extracting(Finding::state, Finding::subject, Finding::text)
        .containsExactly(
            tuple(State.OK, "executor", "sha256:a"),
            tuple(State.BAD, "validator", "sha256:b, sha256:c"));
  }

  @Test
  void comparesBundlesOfEachCellByThemselves() {
    List<Finding> found =
        Roles.findings(
            List.of(
                answer(EXECUTOR + "\n" + bundle("deployments", "a") + "\n" + doubts("deployments")),
                answer(EXECUTOR + "\n" + bundle("payments", "b") + "\n" + doubts("payments")),
                answer(EXECUTOR + "\n" + bundle("payments", "c"))),
            NOW);

    assertThat(found)
        .filteredOn(finding -> finding.check() == Check.BUNDLE_DIGEST)
        .extracting(Finding::state, Finding::subject, Finding::text)
        .containsExactly(
            tuple(State.OK, "executor of deployments", "sha256:a"),
            tuple(State.BAD, "executor of payments", "sha256:b, sha256:c"));
    assertThat(found)
        .filteredOn(finding -> finding.check() == Check.IN_DOUBT)
        .extracting(Finding::state, Finding::subject)
        .containsExactly(
            tuple(State.BAD, "executor of deployments"), tuple(State.BAD, "executor of payments"));
  }

  @Test
  void warnsOfVersionsThatDiffer() {
    String old = EXECUTOR.replace("\"1\"", "\"0.9\"");

    assertThat(Roles.findings(List.of(answer(EXECUTOR), answer(old)), NOW))
        .filteredOn(finding -> finding.check() == Check.ROLE_VERSION)
        .extracting(Finding::state, Finding::text)
        .containsExactly(tuple(State.WARNING, "roles differ: 0.9, 1"));
  }

  @Test
  void namesWhoDoesNotAnswer() {
    assertThat(of(RoleAnswer.none("http://10.0.0.9:1", "does not answer"), "role-ready"))
        .extracting(Finding::state, Finding::subject)
        .containsExactly(tuple(State.BAD, "http://10.0.0.9:1"));
  }

  @Test
  void readsNothingButSamples() {
    Samples samples =
        Samples.parse(
            """
            # HELP a b
            a{x="q\\"}, y=\\\\",z="2"} 3

            nonsense
            h_bucket{le="+Inf"} +Inf
            """);

    assertThat(samples.all()).hasSize(1);
    assertThat(samples.of("a").getFirst().label("z")).isEqualTo("2");
    assertThat(samples.of("a").getFirst().value()).isEqualTo(3);
  }

  private static String bundle(String digest) {
    return "sallyport_bundle_info{digest=\"sha256:" + digest + "\",version=\"2\"} 1";
  }

  private static String bundle(String cell, String digest) {
    return bundle(digest).replace("{", "{cell=\"" + cell + "\",");
  }

  private static String doubts(String cell) {
    return "sallyport_executor_actions_in_doubt{cell=\"" + cell + "\"} 1";
  }

  private static RoleAnswer answer(String samples) {
    return new RoleAnswer("http://x", true, "ok", Samples.parse(samples), Optional.empty());
  }

  private static List<Finding> of(RoleAnswer answer, String code) {
    return Roles.findings(List.of(answer), NOW).stream()
        .filter(finding -> finding.check().code().equals(code))
        .toList();
  }
}
