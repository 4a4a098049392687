package io.sallyport.cli.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TalkTest {
  private static final Origin ORIGIN = new Origin("sallyport.untrusted", 0, 42);

  private final Chain gate =
      Chain.of(new Topics("sallyport"), "validator", "gate-0", SigningKey.generate());
  private final Screen screen = new Screen();

  @Test
  void tellsHowADeliveryEnded() {
    Talk talk = talk(Optional.empty(), 9, false);
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
    Talk talk = talk(Optional.empty(), 9, true);

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
    Talk talk = talk(Optional.of("gitlab"), 9, true);

    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    assertThat(screen.out()).isEmpty();
    assertThat(talk.isDone()).isFalse();
  }

  @Test
  void tellsNoMoreThanWasWanted() {
    Talk talk = talk(Optional.empty(), 1, true);
    talk.hear(gate.append(Receipts.opened()));
    talk.hear(gate.append(Receipts.allowed(ORIGIN)));

    talk.hear(gate.append(Receipts.allowed(new Origin("sallyport.untrusted", 0, 43))));

    assertThat(screen.out().lines()).hasSize(1);
    assertThat(talk.isDone()).isTrue();
  }

  @Test
  void saysThatAChainIsNoProof() {
    Talk talk = talk(Optional.empty(), 9, true);

    talk.hear(new ReceiptRecord("sallyport.receipts.validator", 0, "\u001b[2Jgate-0", "x"));

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err())
        .contains("\\u001b[2Jgate-0 is no proof", "sallyport tally")
        .doesNotContain("\u001b");
  }

  private Talk talk(Optional<String> source, long count, boolean asJson) {
    return new Talk(
        screen.console(), Chains.fromNowOn(gate.writer()), new Talk.Wanted(source, count, asJson));
  }
}
