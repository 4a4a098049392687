package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where spans stand, from when to when, and what they tell. */
class SpansTest {
  private static final String TRACE = TraceParent.of(Steps.ACTION).traceId();
  private static final String SEALED = TraceParent.of(Steps.ACTION).spanId();
  private static final Instant APPENDED = Receipts.NOW.plusMillis(400);

  private final Spans spans = new Spans(10);
  private final List<Span> made = new ArrayList<>();

  private Span last() {
    return made.getLast();
  }

  private void gate(long seq, ReceiptBody body, Instant appended) {
    said("demo-x/validator", "gate-0", seq, body, appended);
  }

  private void cell(long seq, ReceiptBody body, Instant appended) {
    said("demo-x/deployments", "deployments-0", seq, body, appended);
  }

  private void said(String issuer, String chain, long seq, ReceiptBody body, Instant appended) {
    made.addAll(
        spans.of(new Receipt(issuer, Receipts.NOW, chain, seq, ChainHead.NONE, body), appended));
  }

  @Test
  void makesOneTraceFromTheDeliveryToItsOutcome() {
    gate(1, Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);
    cell(1, Steps.performed("gate-0/1", OutcomeResult.SUCCEEDED, Code.SUCCEEDED), APPENDED);

    assertThat(made).extracting(Span::name).containsExactly("delivery", "decide", "perform");
    assertThat(made).extracting(span -> span.place().trace()).containsOnly(TRACE);
    Span delivery = made.getFirst();
    Span decide = made.get(1);
    assertThat(delivery.place().parent()).isEmpty();
    assertThat(delivery.link()).contains(Steps.CALLER);
    assertThat(decide.place().parent()).contains(delivery.place().id());
    assertThat(decide.place().id()).isEqualTo(SEALED);
    assertThat(last().place().parent()).contains(SEALED);
    assertThat(made).extracting(Span::failure).containsOnly(Optional.empty());
  }

  @Test
  void tellsTimesAsTheyWereSaid() {
    gate(1, Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);
    cell(1, Steps.performed("gate-0/1", OutcomeResult.SUCCEEDED, Code.SUCCEEDED), APPENDED);

    assertThat(made)
        .extracting(Span::time)
        .containsExactly(
            new Span.Time(Steps.TAKEN, APPENDED),
            new Span.Time(Steps.TAKEN, APPENDED),
            new Span.Time(Steps.STARTED, Steps.FINISHED));
  }

  @Test
  void tellsIdsCodesAndNamesOnly() {
    gate(1, Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);
    cell(1, Steps.performed("gate-0/1", OutcomeResult.FAILED, Code.TARGET_REFUSED), APPENDED);

    assertThat(made.getFirst().attributes())
        .isEqualTo(
            Map.of(
                "sallyport.receipt", "gate-0/1",
                "sallyport.delivery", Steps.DELIVERY,
                "sallyport.source", "github",
                "sallyport.assurance", "shared"));
    assertThat(made.get(1).attributes())
        .containsEntry("sallyport.rule", "deploy-on-push")
        .containsEntry("sallyport.action", Steps.ACTION.text())
        .containsEntry("sallyport.action.type", "com.example.actions.Deploy")
        .containsEntry("sallyport.code", Code.PERMITTED.text())
        .hasSize(8);
    assertThat(last().attributes())
        .containsEntry("sallyport.result", "FAILED")
        .containsEntry("sallyport.attempt", "1")
        .containsEntry("sallyport.status", "201");
    assertThat(last().failure()).contains(Code.TARGET_REFUSED);
  }

  @Test
  void showsTheWaitAtTheDeskAndForPersons() {
    gate(1, Steps.referred(), APPENDED);
    Instant ruled = APPENDED.plusSeconds(5);
    said(
        "demo-x/validator",
        "desk-0",
        1,
        Steps.ruled("gate-0/1", DecisionResult.HELD, Code.APPROVAL_NEEDED),
        ruled);
    Instant approved = ruled.plusSeconds(600);
    said("demo-x/validator", "holds-0", 1, Steps.released("desk-0/1"), approved);

    assertThat(made).extracting(Span::name).containsExactly("delivery", "decide", "desk", "hold");
    assertThat(made.get(2).time()).isEqualTo(new Span.Time(APPENDED, ruled));
    assertThat(made.get(2).place().parent()).contains(made.get(1).place().id());
    assertThat(last().time()).isEqualTo(new Span.Time(ruled, approved));
    assertThat(last().place())
        .isEqualTo(new Span.Place(TRACE, SEALED, Optional.of(made.get(2).place().id())));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 5"})
  void remembersSoManyAndNoMore(int waiting, long seconds) {
    Spans few = new Spans(waiting);
    Receipt referral =
        new Receipt(
            "demo-x/validator", Receipts.NOW, "gate-0", 1, ChainHead.NONE, Steps.referred());
    Receipt other =
        new Receipt("demo-x/validator", Receipts.NOW, "gate-0", 2, ChainHead.NONE, Steps.refused());
    Instant later = Receipts.NOW.plusSeconds(5);
    Receipt ruling =
        new Receipt(
            "demo-x/validator",
            later,
            "desk-0",
            1,
            ChainHead.NONE,
            Steps.ruled("gate-0/1", DecisionResult.DENIED, Code.QUOTA_EXCEEDED));

    few.of(referral, Receipts.NOW);
    few.of(other, Receipts.NOW);

    Span.Time time = few.of(ruling, later).getFirst().time();
    assertThat(time.end().getEpochSecond() - time.start().getEpochSecond()).isEqualTo(seconds);
  }

  @Test
  void resolvesBehindTheOutcomeInDoubt() {
    cell(1, Steps.performed("gate-0/1", OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN), APPENDED);
    cell(2, Steps.resolved("deployments-0/1"), APPENDED.plusSeconds(60));

    assertThat(made.getFirst().failure()).contains(Code.OUTCOME_UNKNOWN);
    assertThat(last().place().trace()).isEqualTo(TRACE);
    assertThat(last().place().parent()).contains(made.getFirst().place().id());
    assertThat(last().time()).isEqualTo(new Span.Time(APPENDED, APPENDED.plusSeconds(60)));
  }

  @Test
  void putsADeliveryWithoutAnActionIntoATraceOfItsId() {
    gate(1, Steps.refused(), APPENDED);
    gate(2, Steps.decided(DecisionResult.UNBOUND, Code.CONSTRAINT_FORMAT), APPENDED);

    assertThat(made)
        .extracting(span -> span.place().trace())
        .containsOnly(Steps.DELIVERY.replace("-", ""));
    assertThat(made.getFirst().failure()).contains(Code.JSON_INVALID);
    assertThat(last().failure()).contains(Code.CONSTRAINT_FORMAT);
    assertThat(made).extracting(span -> span.place().id()).doesNotHaveDuplicates();
  }

  @Test
  void believesNothingOfARejectedRecord() {
    cell(1, Receipts.rejected(Code.SIGNATURE_INVALID), APPENDED);

    assertThat(last().name()).isEqualTo("reject");
    assertThat(last().place().parent()).isEmpty();
    assertThat(last().attributes())
        .containsEntry("sallyport.record", "sallyport.trusted.deployments:0:7");
    assertThat(last().failure()).contains(Code.SIGNATURE_INVALID);
  }

  @ParameterizedTest
  @CsvSource({"-604799601, 0", "-604799600, -604799600", "1000, 400"})
  void believesNoTimeThatADeliveryCannotHave(long taken, long start) {
    String id = Steps.uuid(Receipts.NOW.plusMillis(taken));
    gate(1, Steps.decided(Steps.delivery(id), DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);

    assertThat(made.getFirst().time().start()).isEqualTo(Receipts.NOW.plusMillis(start));
  }

  /** Where a record lies may be as long as a UUID, with a 7 where that has its version. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sallyport.untrusted.crm:0:7",
        "sallyport.untrusted.payments:12:1000",
        "gate2.untrust.7agent.payments:12:100"
      })
  void beginsADirectDeliveryWhenItWasDecided(String id) {
    assertThat(Places.trace("environment/validator", Steps.delivery(id))).matches("[0-9a-f]{32}");
    gate(
        1,
        Steps.decided(Steps.delivery(id), DecisionResult.DENIED, Code.DENIED_BY_STATEMENT),
        APPENDED);

    assertThat(made.getFirst().time()).isEqualTo(new Span.Time(Receipts.NOW, APPENDED));
    assertThat(last().failure()).contains(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void makesTheSameOfTheSameReceipt() {
    gate(1, Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);
    gate(1, Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED), APPENDED);

    assertThat(made.subList(0, 2)).isEqualTo(made.subList(2, 4));
  }

  @ParameterizedTest
  @CsvSource({"255, 255", "256, 256", "257, 256"})
  void cutsLongAttributesOff(int length, int left) {
    Span.Place place = new Span.Place(TRACE, SEALED, Optional.empty());
    Span span =
        new Span(
            "demo-x/validator",
            place,
            "decide",
            Span.Kind.INTERNAL,
            new Span.Time(APPENDED, APPENDED),
            Map.of("a", "x".repeat(length)),
            Optional.empty(),
            Optional.empty());

    assertThat(span.attributes().get("a")).hasSize(left);
  }
}
