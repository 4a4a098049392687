package io.sallyport.validator.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.validator.bundle.GoldenTest.Expected;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestReaderTest {
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Test
      metadata: {name: deploy-golden}
      spec:
        source: github
        now: 2026-11-19T12:00:00Z
        cases:
          - name: release is held
            payload: payloads/release.json
            expect:
              - {rule: deploy-on-push, decision: STEP_UP, statements: [night], action: {note: hi}}
          - {name: bad, payload: bad.json, expect: [{rule: r, refused: bind-type, pointer: /after}]}
          - {name: other branch, payload: other.json, expect: []}
          - {name: no json, payload: no.json, expect: [{refused: json-invalid}]}
      """;

  private static final Map<String, SourceSpec> SOURCES =
      Map.of(
          "github",
          source("github", "{preset: github, secretFiles: [s]}", "[]"),
          "agents",
          source("agents", "{preset: jws-detached, keyFiles: [k]}", "[x-jws-signature]"));

  @Test
  void readsEveryKindOfExpectation() {
    GoldenTest test = read(DOCUMENT);

    assertThat(test.source()).isEqualTo("github");
    assertThat(test.now()).isEqualTo(Instant.parse("2026-11-19T12:00:00Z"));
    assertThat(test.cases())
        .extracting(GoldenTest.Case::expected)
        .containsExactly(
            List.of(
                new Expected.Decided(
                    "deploy-on-push",
                    DecisionResult.HELD,
                    Optional.empty(),
                    Optional.of(List.of("night")),
                    Map.of("note", "hi"))),
            List.of(new Expected.Unbound("r", Code.BIND_TYPE, "/after")),
            List.of(),
            List.of(new Expected.Refused(Code.JSON_INVALID, "")));
  }

  @Test
  void findsPayloadsBesideTheDocument() {
    assertThat(read(DOCUMENT).cases().getFirst().payload())
        .isEqualTo(Path.of("/bundle/tests/payloads/release.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source: github | source: gitlab | the bundle has no source of this name",
        "decision: STEP_UP | decision: HOLD | must be one of ALLOW, DEFER, DENY, MODIFY, STEP_UP",
        "decision: STEP_UP | refused: bind-type, decision: DENY | either decision",
        "refused: bind-type | refused: bind-tipe | is no code of the firewall",
        "now: 2026-11-19T12:00:00Z | now: noon | must be an instant such as",
        "name: other branch | name: bad | another case of this document has this name",
        "payload: bad.json | payloat: bad.json | did you mean",
        "expect: [] | expected: [] | [] says that no rule is for the payload",
        "[{refused: json-invalid}] | [{refused: json-invalid}, {refused: stale}] | no decision",
        "expect: [] | expect: [{rule: r, decision: DENY}, {rule: r, decision: DENY}] | once",
        "now: 2026 | session: {load: low}, now: 2026 | load",
        "now: 2026 | session: {history: [{action: a.B}]}, now: 2026 | no action type of this name",
        "now: 2026 | session: {others: 1001}, now: 2026 | session.others",
        "now: 2026 | sender: {history: []}, now: 2026 | sender: no Watch of the bundle is of this",
        "now: 2026 | sender: {history: [{action: a.B}]}, now: 2026 | no action type of this name",
        "now: 2026 | sender: {others: 1}, now: 2026 | others",
      })
  void refusesWhatIsUnclear(String piece, String by, String problem) {
    String text = DOCUMENT.replace(piece, by.replace("}, now", "}\n  now"));

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void takesThePrincipalOfAnAgentWhereAgentsSign() {
    String text = DOCUMENT.replace("source: github", "source: agents");

    GoldenTest test = read(text.replace("expect: []", "principal: agent:planner, expect: []"));

    assertThat(test.cases())
        .extracting(GoldenTest.Case::principal)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of("agent:planner"), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agents | planner | did you mean 'agent:planner'?",
        "agents | agnet:planner | did you mean 'agent:planner'?",
        "agents | source:agents | come from agent:<name>",
        "agents | 'agent:' | come from agent:<name>",
        "agents | agent:pl/anner | come from agent:<name>",
        "github | agent:planner | no agent signs for this source; did you mean 'source:github'?",
        "github | source:gitlab | did you mean 'source:github'?",
      })
  void refusesAPrincipalThatTheSourceCannotHave(String source, String principal, String problem) {
    String text =
        DOCUMENT
            .replace("source: github", "source: " + source)
            .replace("expect: []", "principal: '" + principal + "', expect: []");

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("golden.yaml:13:")
        .hasMessageContaining("cases[2].principal")
        .hasMessageContaining(problem);
  }

  @Test
  void refusesTestsWithoutCases() {
    String text = DOCUMENT.substring(0, DOCUMENT.indexOf("  cases:"));

    assertThatThrownBy(() -> read(text)).hasMessageContaining("a test without cases tests nothing");
  }

  @Test
  void isReadStrictlyWithTheBundleAndChangesNothingInIt(@TempDir Path bundle) {
    Bundles.copy(bundle);
    Bundles.write(bundle, "golden.yaml", DOCUMENT);
    assertThat(Bundles.read(bundle).sources()).containsOnlyKeys("github");

    Bundles.write(bundle, "golden.yaml", DOCUMENT.replace("payload: bad", "payloat: bad"));

    assertThat(Bundles.problems(bundle)).contains("golden.yaml:12:").contains("payloat");
  }

  private static SourceSpec source(String name, String scheme, String headers) {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: %s}
        spec: {scheme: %s, forwardHeaders: %s}
        """
            .formatted(name, scheme, headers);
    return SourceReader.read(ConfigFile.parse("source.yaml", text, Path.of("")).getFirst());
  }

  private static GoldenTest read(String text) {
    var document = ConfigFile.parse("golden.yaml", text, Path.of("/bundle/tests")).getFirst();
    return TestReader.read(
        document, new TestReader.Parts(SOURCES, Bundles.readCopy().actions(), Map.of()));
  }
}
