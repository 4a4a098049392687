package io.sallyport.cli.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.terminal.Tone;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TalkTest {
  private static final Origin ORIGIN = new Origin("sallyport.untrusted", 0, 42);

  private final Chain gate =
      Chain.of(new Topics("sallyport"), "validator", "gate-0", SigningKey.generate());
  private final Screen screen = new Screen();

  @Test
  void tellsHowADeliveryEnded() {
    Talk talk = talk(Map.of(), 9, false);
    talk.begin();

    talk.hear(gate.append(Receipts.ended(ORIGIN, Ending.REFUSED, Code.JSON_INVALID)));

    assertThat(screen.out().lines())
        .satisfiesExactly(
            heading -> assertThat(heading).startsWith("TIME ").endsWith("ACTION"),
            line ->
                assertThat(line)
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z +github +REFUSED +json-invalid"));
  }

  @Test
  void tellsOfADecisionWithItsRuleAndAction() {
    Talk talk = talk(Map.of(), 9, true);

    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    ObjectNode json = StrictJson.read(screen.out().getBytes(UTF_8)).orElseThrow();
    assertThat(json.path("ending").textValue()).isEqualTo("ALLOWED");
    assertThat(json.path("rule").textValue()).isEqualTo("rule");
    assertThat(json.path("code").textValue()).isEqualTo("permitted");
    assertThat(json.path("origin").textValue()).isEqualTo(ORIGIN.text());
    assertThat(json.path("action").textValue()).isEqualTo(Receipts.id(ORIGIN, "rule").text());
    assertThat(json.path("receipt").textValue()).isEqualTo("gate-0/0");
  }

  @Test
  void tellsOfTheNamedSourceOnly() {
    Talk talk = talk(Map.of("source", "gitlab"), 9, true);

    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    assertThat(screen.out()).isEmpty();
    assertThat(talk.isDone()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "source, github, true",
    "rule, rule, true",
    "rule, other, false",
    "type, com.example.actions.Deploy, true",
    "type, com.example.actions.Delete, false",
    "ending, allowed, true",
    "ending, denied, false"
  })
  void tellsOfWhatIsNamedOnly(String name, String text, boolean told) {
    Talk talk = talk(Map.of(name, text), 9, true);

    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    assertThat(talk.isDone()).isFalse();
    assertThat(screen.out().isEmpty()).isEqualTo(!told);
  }

  @Test
  void tellsWhoseDecisionTheDeskMadeAndHowAHoldEnded() {
    Talk talk = talk(Map.of("source", "github"), 9, true);
    var referred =
        (ReceiptBody.Decision)
            Receipts.decided(ORIGIN, 1, "rule", DecisionResult.REFERRED, Code.PERMITTED);
    ReceiptBody.Action action = referred.action().orElseThrow();
    Digest digest = referred.bundle();
    var held = new ReceiptBody.Verdict(DecisionResult.HELD, "rule", List.of());

    talk.hear(gate.append(new ReceiptBody.Referred(referred, digest)));
    talk.hear(
        gate.append(
            new ReceiptBody.Ruled(
                action, new DeskRuling("gate-0/0", held, Code.PERMITTED, digest))));
    talk.hear(
        gate.append(
            new ReceiptBody.HoldEnded(
                action,
                new HoldEnding(
                    "gate-0/1",
                    DecisionResult.ALLOWED,
                    Code.APPROVED,
                    List.of(),
                    List.of(),
                    digest))));

    assertThat(screen.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"ending\":\"REFERRED\""),
            second ->
                assertThat(second)
                    .contains("\"ending\":\"HELD\"", "\"receipt\":\"gate-0/1\"")
                    .contains("\"source\":\"github\""),
            third ->
                assertThat(third)
                    .contains("\"ending\":\"ALLOWED\"", "\"code\":\"approved\"")
                    .contains("\"source\":\"github\"", "\"rule\":\"rule\""));
  }

  @Test
  void showsColoursWhereATerminalDoesAndNoneThatAStrangerBrings() {
    Screen terminal = new Screen(true);
    Talk talk =
        new Talk(
            terminal.console(),
            Chains.fromNowOn(gate.writer()),
            new Talk.Wanted(Map.of(), 9, false));

    talk.hear(gate.append(Receipts.allowed(ORIGIN)));
    talk.hear(gate.append(Receipts.ended(ORIGIN, Ending.REFUSED, Code.JSON_INVALID)));
    terminal.console().line("\u001b[2J", Tone.BAD);

    assertThat(terminal.out().lines())
        .satisfiesExactly(
            good -> assertThat(good).startsWith("\u001b[32m").endsWith("\u001b[0m"),
            bad -> assertThat(bad).startsWith("\u001b[31m").contains("REFUSED"),
            hostile -> assertThat(hostile).isEqualTo("\u001b[31m\\u001b[2J\u001b[0m"));
  }

  @Test
  void tellsNoMoreThanWasWanted() {
    Talk talk = talk(Map.of(), 1, true);
    talk.hear(gate.append(Receipts.opened()));
    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    talk.hear(gate.append(Receipts.allowed(new Origin("sallyport.untrusted", 0, 43))));

    assertThat(screen.out().lines()).hasSize(1);
    assertThat(talk.isDone()).isTrue();
  }

  @Test
  void saysThatAChainIsNoProof() {
    Talk talk = talk(Map.of(), 9, true);

    talk.hear(new ReceiptRecord("sallyport.receipts.validator", 0, "\u001b[2Jgate-0", "x"));

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err())
        .contains("\\u001b[2Jgate-0 is no proof", "sallyport tally")
        .doesNotContain("\u001b");
  }

  private Talk talk(Map<String, String> only, long count, boolean asJson) {
    return new Talk(
        screen.console(), Chains.fromNowOn(gate.writer()), new Talk.Wanted(only, count, asJson));
  }
}
