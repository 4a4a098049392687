package io.sallyport.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import org.junit.jupiter.api.Test;

class AuditTest {
  /** One delivery sealed, one denied by two rules, the first one once more. */
  private static Story whole() {
    return new Story()
        .delivery("one")
        .delivery("two")
        .delivery("one")
        .decided(0, 1, "rule", DecisionResult.ALLOWED)
        .sealed(0)
        .decided(1, 2, "rule", DecisionResult.DENIED)
        .decided(1, 2, "other", DecisionResult.DENIED)
        .ended(2, Ending.DUPLICATE);
  }

  @Test
  void findsNothingWhereAllIsWell() {
    AuditReport report = whole().audited();

    assertThat(report.isClean()).as(report.text()).isTrue();
    assertThat(report.deliveries()).isEqualTo(3);
    assertThat(report.sealed()).isEqualTo(1);
    assertThat(report.endings())
        .containsEntry("ALLOWED", 1L)
        .containsEntry("DENIED", 2L)
        .containsEntry("DUPLICATE", 1L);
  }

  @Test
  void findsDeliveryWithoutAnyReceipt() {
    assertThat(whole().delivery("three").audited().faults()).containsOnlyKeys(Fault.LOST);
  }

  @Test
  void findsDeliveryThatLacksOneOfItsDecisions() {
    Story story = new Story().delivery("one").decided(0, 2, "rule", DecisionResult.DENIED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.LOST);
  }

  @Test
  void findsDeliveryThatEndedTwice() {
    Story story = whole().ended(2, Ending.DUPLICATE);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.ENDED_TWICE);
  }

  @Test
  void findsRepeatedDeliveryThatWasDecidedAgain() {
    Story story = whole().delivery("two").decided(3, 1, "rule", DecisionResult.DENIED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.DECIDED_TWICE);
  }

  @Test
  void letsUnboundDeliveryComeAgain() {
    Story story =
        new Story()
            .delivery("one")
            .delivery("one")
            .decided(0, 1, "rule", DecisionResult.UNBOUND)
            .decided(1, 1, "rule", DecisionResult.UNBOUND);

    assertThat(story.audited().isClean()).isTrue();
  }

  @Test
  void findsReceiptOfDeliveryThatWasNotSent() {
    Story story = whole().ended(9, Ending.IGNORED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.UNKNOWN_DELIVERY);
  }

  @Test
  void findsGapInChain() {
    Story story =
        whole()
            .delivery("three")
            .ended(3, Ending.IGNORED)
            .withoutLastReceipt()
            .ended(3, Ending.IGNORED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.CHAIN_BROKEN);
  }

  @Test
  void findsReceiptOfAnotherWriter() {
    Story story = whole().delivery("three").withForeignWriter().ended(3, Ending.IGNORED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.RECEIPT_UNSIGNED, Fault.LOST);
  }

  @Test
  void findsSealedRecordWithoutReceipt() {
    assertThat(whole().sealed(1).audited().faults()).containsOnlyKeys(Fault.RECEIPT_MISSING);
  }

  @Test
  void findsActionThatWasSealedTwice() {
    assertThat(whole().sealed(0).audited().faults()).containsOnlyKeys(Fault.SEALED_TWICE);
  }

  @Test
  void findsAllowedActionThatIsNotSealed() {
    Story story = whole().delivery("three").decided(3, 1, "rule", DecisionResult.ALLOWED);

    assertThat(story.audited().faults()).containsOnlyKeys(Fault.SEALED_MISSING);
  }

  @Test
  void findsMandateForAnotherValue() {
    Story story =
        whole()
            .delivery("three")
            .decided(3, 1, "rule", DecisionResult.ALLOWED)
            .sealed(3, new byte[] {9});

    assertThat(story.audited().faults())
        .containsOnlyKeys(Fault.MANDATE_WRONG, Fault.SEALED_MISSING);
  }
}
