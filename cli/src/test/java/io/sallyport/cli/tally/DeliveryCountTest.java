package io.sallyport.cli.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryCountTest {
  private static final String TOPIC = "sallyport.untrusted";

  @Test
  void countsNothingInAnEmptyInstallation() {
    Deliveries deliveries = count(span(0, 0, 0));

    assertThat(deliveries.received()).isZero();
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void countsEachEnding() {
    Deliveries deliveries =
        count(
            span(0, 4, 4),
            Receipts.ended(at(0), Ending.REFUSED, Code.JSON_INVALID),
            Receipts.ended(at(1), Ending.DUPLICATE, Code.DUPLICATE),
            Receipts.ended(at(2), Ending.IGNORED, Code.NO_RULE),
            Receipts.allowed(at(3)));

    assertThat(deliveries.ended())
        .isEqualTo(Map.of("REFUSED", 1L, "DUPLICATE", 1L, "IGNORED", 1L, "DECIDED", 1L));
    assertThat(deliveries.refused()).isEqualTo(Map.of("json-invalid", 1L));
    assertThat(deliveries.decisions()).isEqualTo(Map.of("ALLOWED", 1L));
    assertThat(deliveries.unaccounted()).isZero();
    assertThat(deliveries.pending()).isZero();
  }

  @Test
  void callsADeliveryBeyondTheProgressPending() {
    Deliveries deliveries = count(span(0, 3, 1), Receipts.allowed(at(0)));

    assertThat(deliveries.pending()).isEqualTo(2);
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void callsACarriedDeliveryPendingWhileAsManyWaitForTheGate() {
    Span orders = new Span("sallyport.untrusted.orders", 0, 0, 5, 4, true);
    List<Receipt> first = List.of(Receipts.receipt(Receipts.allowed(orders.at(0))));

    assertThat(DeliveryCount.of(List.of(orders), 3, first).pending()).isEqualTo(4);
    assertThat(DeliveryCount.of(List.of(orders), 3, first).unaccounted()).isZero();
    assertThat(DeliveryCount.of(List.of(orders), 99, first).unaccounted()).isZero();
    assertThat(DeliveryCount.of(List.of(orders), 2, first).unaccounted()).isEqualTo(1);
    assertThat(DeliveryCount.of(List.of(orders), 0, first).unaccounted()).isEqualTo(3);
  }

  @Test
  void hidesNothingOfIngestsBehindWhatWaitsForTheGate() {
    Span orders = new Span("sallyport.untrusted.orders", 0, 0, 0, 0, true);

    Deliveries deliveries = DeliveryCount.of(List.of(orders, span(0, 3, 3)), 99, List.of());

    assertThat(deliveries.unaccounted()).isEqualTo(3);
    assertThat(deliveries.pending()).isZero();
  }

  @Test
  void callsADeliveryBelowTheProgressWithoutReceiptUnaccounted() {
    Deliveries deliveries = count(span(0, 3, 2), Receipts.allowed(at(0)));

    assertThat(deliveries.unaccounted()).isEqualTo(1);
    assertThat(deliveries.missing()).containsExactly(at(1));
  }

  @Test
  void takesReceiptsBeyondTheProgressThatWasRead() {
    Deliveries deliveries = count(span(0, 2, 1), Receipts.allowed(at(0)), Receipts.allowed(at(1)));

    assertThat(deliveries.pending()).isZero();
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void waitsForAllDecisionsOfADelivery() {
    Deliveries deliveries = count(span(0, 1, 1), decision("one", 2));

    assertThat(deliveries.ended()).isEmpty();
    assertThat(deliveries.unaccounted()).isEqualTo(1);
  }

  @Test
  void endsADeliveryWithItsLastDecision() {
    Deliveries deliveries = count(span(0, 1, 1), decision("one", 2), decision("two", 2));

    assertThat(deliveries.ended()).isEqualTo(Map.of("DECIDED", 1L));
    assertThat(deliveries.decisions()).isEqualTo(Map.of("DENIED", 2L));
  }

  @Test
  void showsADeliveryThatEndedTwice() {
    Deliveries deliveries =
        count(
            span(0, 1, 1),
            Receipts.ended(at(0), Ending.IGNORED, Code.NO_RULE),
            Receipts.ended(at(0), Ending.DUPLICATE, Code.DUPLICATE));

    assertThat(deliveries.contradicted()).isEqualTo(1);
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void showsARuleThatDecidedTwice() {
    assertThat(count(span(0, 1, 1), decision("one", 2), decision("one", 2)).contradicted())
        .isEqualTo(1);
  }

  @Test
  void showsDecisionsThatDisagreeOnTheirNumber() {
    assertThat(count(span(0, 1, 1), decision("one", 2), decision("two", 3)).contradicted())
        .isEqualTo(1);
  }

  @Test
  void showsADecisionTooMany() {
    assertThat(count(span(0, 1, 1), decision("one", 1), decision("two", 1)).contradicted())
        .isEqualTo(1);
  }

  @Test
  void leavesOutWhatRetentionRemoved() {
    Deliveries deliveries = count(span(1, 2, 2), Receipts.allowed(at(0)), Receipts.allowed(at(1)));

    assertThat(deliveries.received()).isEqualTo(1);
    assertThat(deliveries.ended()).isEqualTo(Map.of("DECIDED", 1L));
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void leavesOutWhatCameAfterTheEndWasRead() {
    Deliveries deliveries = count(span(0, 1, 1), Receipts.allowed(at(0)), Receipts.allowed(at(1)));

    assertThat(deliveries.received()).isEqualTo(1);
    assertThat(deliveries.ended()).isEqualTo(Map.of("DECIDED", 1L));
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void leavesOutOtherTopics() {
    Deliveries deliveries =
        count(span(0, 0, 0), Receipts.allowed(new Origin("sallyport.released", 0, 0)));

    assertThat(deliveries.ended()).isEmpty();
    assertThat(deliveries.unaccounted()).isZero();
  }

  @Test
  void namesTenMissingDeliveriesAtMost() {
    assertThat(count(span(0, 11, 11)).missing()).hasSize(10);
  }

  private static ReceiptBody decision(String rule, int of) {
    return Receipts.decided(at(0), of, rule, DecisionResult.DENIED, Code.DENIED_BY_DEFAULT);
  }

  private static Deliveries count(Span span, ReceiptBody... bodies) {
    return DeliveryCount.of(List.of(span), 0, Stream.of(bodies).map(Receipts::receipt).toList());
  }

  private static Span span(long begin, long end, long committed) {
    return new Span(TOPIC, 0, begin, end, committed);
  }

  private static Origin at(long offset) {
    return new Origin(TOPIC, 0, offset);
  }
}
