package io.sallyport.cli.trace;

import io.sallyport.cli.trace.Span.Place;
import io.sallyport.cli.trace.Span.Time;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A receipt, and when.
 *
 * @param receipt what is said
 * @param since when that was said which it follows, or when it was signed itself: whole seconds
 * @param at when the broker appended it, or when it was signed, whichever is later
 */
record Said(Receipt receipt, Instant since, Instant at) {
  private static final int VERSION = 12;
  private static final int MILLIS_DIGITS = 12;
  private static final Duration LONGEST = Duration.ofDays(7);

  /** The id of the receipt that this one follows. */
  static Optional<String> before(ReceiptBody body) {
    return switch (body) {
      case ReceiptBody.Ruled(_, var ruling) ->
          Optional.of(ruling.deferral().orElse(ruling.referral()));
      case ReceiptBody.HoldEnded(_, var ending) -> Optional.of(ending.decision());
      case ReceiptBody.Resolved(_, var resolution) -> Optional.of(resolution.outcome());
      case ReceiptBody.DeliveryEnded _, ReceiptBody.Decision _, ReceiptBody.Referred _ ->
          Optional.empty();
      case ReceiptBody.Outcome _, ReceiptBody.Rejection _ -> Optional.empty();
      case ReceiptBody.ChainOpened _, ReceiptBody.Reload _, ReceiptBody.Witnessed _ ->
          Optional.empty();
    };
  }

  String issuer() {
    return receipt.issuer();
  }

  /** The span that it makes. */
  String span() {
    return Places.span(issuer(), receipt.id());
  }

  /** The same, or of what seals the action the one that the trusted record names. */
  String span(ActionId action, boolean isSealed) {
    return isSealed ? Places.sealed(action) : span();
  }

  /** Behind the receipt that it follows, about the same action. */
  Place behind(String before, ActionId action, boolean isSealed) {
    return new Place(
        Places.trace(action), span(action, isSealed), Optional.of(Places.span(issuer(), before)));
  }

  /** The time that what it follows had to wait. */
  Time waited() {
    return new Time(since, at);
  }

  /**
   * When ingest took a delivery, by the clock of its id (RFC 9562, version 7); of one whose id
   * tells none, or one that nobody waits for, when the receipt was signed.
   */
  Instant received(ReceiptBody.Delivery delivery) {
    return Places.uuid(delivery)
        .filter(digits -> digits.charAt(VERSION) == '7')
        .map(
            digits -> Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(digits, 0, MILLIS_DIGITS)))
        .filter(taken -> !taken.isBefore(at.minus(LONGEST)))
        .orElse(since);
  }

  /** From then, or from when it was signed. */
  Time from(Instant start) {
    return new Time(start.isAfter(since) ? start : since, at);
  }
}
