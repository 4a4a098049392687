package io.sallyport.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Origin ALLOWED = new Origin("sallyport.untrusted", 0, 42);
  private static final Origin REFUSED = new Origin("sallyport.untrusted", 0, 43);

  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", SigningKey.generate());
  private final Chain cell =
      Chain.of(TOPICS, "deployments", "deployments-0", SigningKey.generate());
  private final VerifiedReceipts receipts =
      new VerifiedReceipts(List.of(gate.writer(), cell.writer()));

  @BeforeEach
  void hasReceiptsOfTwoDeliveries() {
    accept(gate.append(Receipts.opened()));
    accept(gate.append(Receipts.allowed(ALLOWED)));
    accept(gate.append(Receipts.ended(REFUSED, Ending.REFUSED, Code.JSON_INVALID)));
    accept(cell.append(Receipts.opened()));
    accept(cell.append(Receipts.outcome(Receipts.id(ALLOWED, "rule"), OutcomeResult.SUCCEEDED)));
    accept(cell.append(Receipts.outcome(Receipts.id(REFUSED, "rule"), OutcomeResult.SUCCEEDED)));
  }

  @Test
  void tellsTheDecisionAndTheOutcomeOfADelivery() {
    Story story = story(ALLOWED.text());

    assertThat(story.decided()).extracting(receipt -> receipt.id()).containsExactly("gate-0/1");
    assertThat(story.performed())
        .extracting(receipt -> receipt.id())
        .containsExactly("deployments-0/1");
  }

  @Test
  void findsTheDeliveryOfAnAction() {
    Story story = story(Receipts.id(ALLOWED, "rule").text());

    assertThat(story.delivery().origin()).isEqualTo(ALLOWED);
    assertThat(story.performed()).hasSize(1);
  }

  @Test
  void tellsOfARefusalNoOutcome() {
    assertThat(story(REFUSED.text()).performed()).isEmpty();
  }

  @Test
  void knowsNothingOfWhatNoReceiptNames() {
    assertThat(Story.of("sallyport.untrusted:0:44", receipts)).isEmpty();
  }

  @Test
  void tellsPeople() {
    Screen screen = new Screen();

    new StoryText(story(ALLOWED.text())).tell(screen.console());

    assertThat(screen.out())
        .containsPattern("origin +sallyport.untrusted:0:42")
        .containsPattern("proved +shared evidence of p")
        .containsPattern("rule +ALLOWED +permitted +gate-0/1")
        .containsPattern("SUCCEEDED +succeeded +deployments-0/1");
  }

  @Test
  void saysThatABrokenChainMayHideMore() {
    accept(new ReceiptRecord(TOPICS.validatorReceipts(), 0, "gate-0", "forged"));
    Screen screen = new Screen();

    new StoryText(story(ALLOWED.text())).tell(screen.console());

    assertThat(screen.err()).contains("chain gate-0 is no proof from its receipt 3 on");
    assertThat(new StoryText(story(ALLOWED.text())).json().path("whole").asBoolean(true)).isFalse();
  }

  @Test
  void tellsPrograms() {
    assertThat(new StoryText(story(ALLOWED.text())).json().toString())
        .contains("\"assurance\":\"shared\"")
        .contains("\"result\":\"ALLOWED\",\"code\":\"permitted\"")
        .contains("\"result\":\"SUCCEEDED\"")
        .contains("\"classification\":\"internal\",\"status\":1")
        .contains("\"produced\":\"orders:0:5\"")
        .contains("\"cell\":\"deployments\",\"classification\":\"internal\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sallyport.untrusted:0:42",
        "0199aab4-5c1e-7cc3-9d3f-3f3f6f1f2a10",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void knowsTheFormsOfIds(String id) {
    assertThat(Story.isId(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"push.json", "a:b", "sallyport.untrusted:0:"})
  void takesFilesForFiles(String file) {
    assertThat(Story.isId(file)).isFalse();
  }

  private Story story(String id) {
    Optional<Story> story = Story.of(id, receipts);
    assertThat(story).isPresent();
    return story.orElseThrow();
  }

  private void accept(ReceiptRecord record) {
    receipts.accept(record, Receipts.NOW);
  }
}
