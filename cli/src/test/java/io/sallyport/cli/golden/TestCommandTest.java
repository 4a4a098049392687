package io.sallyport.cli.golden;

import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {
  private static final String DOCUMENT = "tests/deploy.yaml";

  @TempDir private Path directory;
  private final Screen screen = new Screen();

  @Test
  void passesTheDemosBundle() {
    int code = run(screen, "test", VALIDATOR);

    assertThat(screen.out())
        .contains("ok      deploy  a commit that is none does not bind")
        .contains("9 cases, 0 failed");
    assertThat(code).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "environment: production} | environment: staging} | action environment | staging",
        "expect: [] | expect: [{rule: deploy-on-push, decision: ALLOW}] | ALLOW | no decision",
        "decision: DENY, code: denied-by-default | decision: ALLOW | ALLOW | DENY (denied",
        "code: denied-by-default | code: policy-error | policy-error | denied-by-default",
        "statements: []}] | statements: [freeze]}] | [freeze] | []",
        "pointer: /after | pointer: /before | at /before | at /after",
        "refused: constraint-format | refused: bind-type | bind-type | constraint-format",
        "refused: constraint-format, pointer: /after | decision: DENY | DENY | at /after",
        "[{refused: json-duplicate-key, pointer: /ref}] | [] | no rule | key at /ref",
        "payloads/release.json | payloads/ref-twice.json | ALLOW | refused json-duplicate-key",
        "payloads/bad-commit.json | payloads/other-branch.json | constraint-format | no decision",
        "environment: production} | env: production} | production | no such field",
        "environment: production} | /environment: staging} | staging | production",
      })
  void failsOnEveryDifference(String piece, String by, String expected, String got) {
    copy(VALIDATOR, directory);
    replace(directory.resolve(DOCUMENT), piece, by);

    int code = run(screen, "test", directory);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out()).contains("FAILED").contains("EXPECTED").contains(expected, got);
    assertThat(screen.out()).contains("9 cases, 1 failed");
  }

  @Test
  void failsOnADecisionThatNobodyExpected() {
    copy(VALIDATOR, directory);
    Path rule = directory.resolve("rule-deploy-on-push.yaml");
    write(
        directory.resolve("again.yaml"), text(rule).replace("name: deploy-on-push", "name: again"));

    int code = run(screen, "test", directory);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out()).containsPattern("again +no decision +ALLOW \\(permitted\\)");
  }

  @Test
  void fallsWithTheRuleThatItGuards() {
    copy(VALIDATOR, directory);
    replace(directory.resolve("policy-deploy.yaml"), "action.repository == 'acme/shop'", "true");

    assertThat(run(screen, "test", directory)).isEqualTo(1);
    assertThat(screen.out()).contains("FAILED  deploy  an unknown repository is denied");
  }

  @Test
  void holdsAWatchToWhatItsSenderDidBefore() {
    copy(VALIDATOR, directory);
    write(
        directory.resolve("watch.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Watch
        metadata: {name: pushes}
        spec:
          source: github
          alarms: [{id: new, on: newTarget, after: 1, response: stop, for: 1h}]
        ---
        apiVersion: sallyport/v1
        kind: Test
        metadata: {name: watched}
        spec:
          source: github
          now: 2026-11-20T12:00:00Z
          sender: {history: [{action: com.example.actions.Deploy, target: production}]}
          cases:
            - name: staging is new
              payload: tests/payloads/main.json
              expect: [{rule: deploy-on-push, decision: DENY, code: new-target, statements: [new]}]
            - name: staging is known
              payload: tests/payloads/main.json
              sender: {history: [{action: com.example.actions.Deploy, target: staging, times: 2}]}
              expect: [{rule: deploy-on-push, decision: ALLOW, code: permitted}]
        """);

    assertThat(run(screen, "test", directory)).isZero();
    assertThat(screen.out()).contains("11 cases, 0 failed");

    replace(directory.resolve("watch.yaml"), "target: staging, times: 2", "target: production");
    assertThat(run(screen, "test", directory)).isEqualTo(1);
    assertThat(screen.out()).contains("staging is known").contains("DENY (new-target)");
  }

  @Test
  void writesJunitXmlThatAParserTakes() throws Exception {
    copy(VALIDATOR, directory);
    Path document = directory.resolve(DOCUMENT);
    replace(document, "an unknown repository is denied", "\"<evil> & \\e[2J ]]>\"");
    replace(document, "decision: DENY, code: denied-by-default", "decision: ALLOW");
    Path xml = directory.resolve("junit.xml");

    run(screen, "test", directory, "--junit", xml);

    var suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text(xml).getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("9");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .isEqualTo("deploy-on-push: expected ALLOW, got DENY (denied-by-default)");
    assertThat(suite.getElementsByTagName("failure").item(0).getParentNode().getAttributes())
        .extracting(attributes -> attributes.getNamedItem("name").getNodeValue())
        .isEqualTo("<evil> & \\u001b[2J ]]>");
  }

  @Test
  void givesProgramsOneObject() {
    run(screen, "test", VALIDATOR, "--output", "json");

    assertThat(screen.out())
        .startsWith("{\"ok\":true,\"cases\":[{\"test\":\"deploy\",\"case\":\"a push to main")
        .hasLineCount(1);
  }

  @Test
  void needsATest() throws IOException {
    copy(VALIDATOR, directory);
    Files.delete(directory.resolve(DOCUMENT));

    assertThat(run(screen, "test", directory)).isEqualTo(2);
    assertThat(screen.err()).contains("no Test document").contains("sallyport init");
  }

  @Test
  void namesAPayloadThatIsNotThere() throws IOException {
    copy(VALIDATOR, directory);
    Files.delete(directory.resolve("tests/payloads/release.json"));

    assertThat(run(screen, "test", directory)).isEqualTo(2);
    assertThat(screen.err())
        .contains("deploy.yaml:3:1: the case 'a push to release goes to production'")
        .contains("release.json");
  }
}
