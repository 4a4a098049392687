package io.sallyport.cli.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionCountTest {
  private static final Origin ORIGIN = new Origin("sallyport.untrusted", 0, 0);

  @Test
  void callsASealedActionWithoutOutcomePending() {
    Actions actions = ActionCount.of(receipts(Receipts.allowed(ORIGIN)), List.of());

    assertThat(actions.sealed()).isEqualTo(1);
    assertThat(actions.pending()).isEqualTo(1);
  }

  @Test
  void endsAnActionWithItsOutcome() {
    Actions actions = ActionCount.of(receipts(Receipts.allowed(ORIGIN)), receipts(outcome(ORIGIN)));

    assertThat(actions.ended()).isEqualTo(Map.of("SUCCEEDED", 1L));
    assertThat(actions.pending()).isZero();
    assertThat(actions.unsealed()).isZero();
  }

  @Test
  void countsModifiedActionsAsSealedAndDeniedOnesNot() {
    Actions actions =
        ActionCount.of(
            receipts(
                decided("one", DecisionResult.MODIFIED),
                decided("two", DecisionResult.DENIED),
                decided("three", DecisionResult.EXPIRED)),
            List.of());

    assertThat(actions.sealed()).isEqualTo(1);
  }

  @Test
  void countsWhatWaitsForPersonsUntilItEnds() {
    Receipt held = receipts(decided("one", DecisionResult.HELD)).getFirst();
    Receipt allowed = receipts(ended(held, DecisionResult.ALLOWED)).getFirst();

    assertThat(ActionCount.of(List.of(held), List.of()).held()).isEqualTo(1);
    Actions actions = ActionCount.of(List.of(held, allowed), List.of());
    assertThat(actions.held()).isZero();
    assertThat(actions.sealed()).isEqualTo(1);
    assertThat(actions.pending()).isEqualTo(1);
  }

  @Test
  void countsWhatWaitsForTheDeskUntilItDecides() {
    Receipt referred = receipts(referred("one")).getFirst();

    assertThat(ActionCount.of(List.of(referred), List.of()).referred()).isEqualTo(1);
    Actions allowed =
        ActionCount.of(List.of(referred, ruled(referred, DecisionResult.ALLOWED)), List.of());
    assertThat(allowed.referred()).isZero();
    assertThat(allowed.sealed()).isEqualTo(1);
    Actions held =
        ActionCount.of(List.of(referred, ruled(referred, DecisionResult.HELD)), List.of());
    assertThat(held.held()).isEqualTo(1);
    assertThat(held.sealed()).isZero();
  }

  @Test
  void showsWhatTheDeskDecidedTwice() {
    Receipt referred = receipts(referred("one")).getFirst();
    Receipt denied = ruled(referred, DecisionResult.DENIED);

    assertThat(ActionCount.of(List.of(referred, denied, denied), List.of()).contradicted())
        .isEqualTo(1);
  }

  @Test
  void countsWhatIsDeferredUntilItIsDecided() {
    Receipt referred = receipts(referred("one")).getFirst();
    Receipt deferred = ruled(referred, DecisionResult.DEFERRED);
    Receipt followUp = ruled(referred, DecisionResult.ALLOWED, Optional.of("desk-0/1"));

    assertThat(ActionCount.of(List.of(referred, deferred), List.of()).referred()).isEqualTo(1);
    Actions allowed = ActionCount.of(List.of(referred, deferred, followUp), List.of());
    assertThat(allowed.referred()).isZero();
    assertThat(allowed.sealed()).isEqualTo(1);
    assertThat(allowed.contradicted()).isZero();
  }

  @Test
  void showsWhatWasDeferredTwiceOrWithoutASay() {
    Receipt referred = receipts(referred("one")).getFirst();
    Receipt deferred = ruled(referred, DecisionResult.DEFERRED);
    Receipt followUp = ruled(referred, DecisionResult.DENIED, Optional.of("desk-0/1"));
    Receipt unnamed = ruled(referred, DecisionResult.DENIED);

    assertThat(contradicted(referred, deferred, deferred)).isEqualTo(1);
    assertThat(contradicted(referred, deferred, unnamed)).isEqualTo(1);
    assertThat(contradicted(referred, followUp)).isEqualTo(1);
    assertThat(contradicted(referred, unnamed, deferred)).isEqualTo(1);
  }

  private static long contradicted(Receipt... receipts) {
    return ActionCount.of(List.of(receipts), List.of()).contradicted();
  }

  private static ReceiptBody referred(String rule) {
    ReceiptBody.Decision decision = (ReceiptBody.Decision) decided(rule, DecisionResult.REFERRED);
    return new ReceiptBody.Referred(decision, decision.bundle());
  }

  private static Receipt ruled(Receipt referral, DecisionResult result) {
    return ruled(referral, result, Optional.empty());
  }

  private static Receipt ruled(Receipt referral, DecisionResult result, Optional<String> deferral) {
    ReceiptBody.Decision decision = ((ReceiptBody.Referred) referral.body()).decision();
    ReceiptBody.Verdict verdict = new ReceiptBody.Verdict(result, "one", List.of());
    DeskRuling ruling =
        new DeskRuling(
            referral.id(), verdict, Code.PERMITTED, decision.bundle(), Optional.empty(), deferral);
    return receipts(new ReceiptBody.Ruled(decision.action().orElseThrow(), ruling)).getFirst();
  }

  @Test
  void sealsNothingThatWasDeniedAndShowsWhatEndedTwice() {
    Receipt held = receipts(decided("one", DecisionResult.HELD)).getFirst();
    Receipt denied = receipts(ended(held, DecisionResult.DENIED)).getFirst();

    Actions actions = ActionCount.of(List.of(held, denied, denied), List.of());

    assertThat(actions.sealed()).isZero();
    assertThat(actions.contradicted()).isEqualTo(1);
  }

  private static ReceiptBody ended(Receipt held, DecisionResult result) {
    ReceiptBody.Decision decision = (ReceiptBody.Decision) held.body();
    return new ReceiptBody.HoldEnded(
        decision.action().orElseThrow(),
        new HoldEnding(held.id(), result, Code.APPROVED, List.of(), List.of(), decision.bundle()));
  }

  @Test
  void showsAnOutcomeThatNobodySealed() {
    Actions actions = ActionCount.of(List.of(), receipts(outcome(ORIGIN)));

    assertThat(actions.unsealed()).isEqualTo(1);
  }

  @Test
  void showsAnActionThatEndedTwice() {
    Actions actions =
        ActionCount.of(
            receipts(Receipts.allowed(ORIGIN)), receipts(outcome(ORIGIN), outcome(ORIGIN)));

    assertThat(actions.contradicted()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"IN_DOUBT,0,0", "IN_DOUBT,1,0", "IN_DOUBT,2,1", "SUCCEEDED,1,1"})
  void showsResolutionsOfWhatIsNotInDoubt(OutcomeResult result, int count, long contradicted) {
    List<ReceiptBody> said = new ArrayList<>();
    said.add(Receipts.outcome(Receipts.id(ORIGIN, "rule"), result));
    said.addAll(Collections.nCopies(count, Receipts.resolved(Receipts.id(ORIGIN, "rule"))));

    Actions actions = ActionCount.of(List.of(), receipts(said.toArray(new ReceiptBody[0])));

    assertThat(actions.contradicted()).isEqualTo(contradicted);
    assertThat(actions.ended()).containsOnly(Map.entry(result.name(), 1L));
  }

  @Test
  void showsAnActionThatWasSealedTwice() {
    Actions actions =
        ActionCount.of(receipts(Receipts.allowed(ORIGIN), Receipts.allowed(ORIGIN)), List.of());

    assertThat(actions.contradicted()).isEqualTo(1);
  }

  @Test
  void countsRejectionsByCode() {
    Actions actions =
        ActionCount.of(
            List.of(),
            receipts(
                Receipts.rejected(Code.KEY_UNKNOWN),
                Receipts.rejected(Code.KEY_UNKNOWN),
                Receipts.rejected(Code.EXPIRED)));

    assertThat(actions.rejected()).isEqualTo(Map.of("key-unknown", 2L, "expired", 1L));
    assertThat(actions.ended()).isEmpty();
  }

  private static ReceiptBody decided(String rule, DecisionResult result) {
    return Receipts.decided(ORIGIN, 3, rule, result, Code.PERMITTED);
  }

  private static ReceiptBody outcome(Origin origin) {
    return Receipts.outcome(Receipts.id(origin, "rule"), OutcomeResult.SUCCEEDED);
  }

  private static List<Receipt> receipts(ReceiptBody... bodies) {
    return Stream.of(bodies).map(Receipts::receipt).toList();
  }
}
