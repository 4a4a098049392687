package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.validator.bundle.DeferLimits;
import io.sallyport.validator.decide.Decider;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.defer.DeferMemory;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.defer.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whose turn it is: what is performed in order is decided in order, and what waits ends by its
 * deadline.
 *
 * @param matter what is decided about
 * @param proposal the same, as the bundle of now knows it
 * @param memory what waits
 * @param limits how much of it may
 */
record Queue(Matter matter, Proposal proposal, DeferMemory memory, DeferLimits limits) {
  /** What is decided now: what {@code decider} says, or that it waits, or may no longer. */
  Decision turn(Recalled recalled, Occasion occasion, Decider decider) {
    Supplier<Decision> decided = () -> decider.decide(proposal, occasion, recalled::limit);
    if (matter.waited().isPresent()) {
      return matter.waited().get().isOverdue(occasion.now())
          ? Decision.denied(proposal, Code.DEFER_OVERDUE)
          : decided.get();
    }
    boolean isBehind = recalled.refused().isEmpty() && memory.last(line()).isPresent();
    Decision decision =
        isBehind
            ? decider.never(proposal).orElseGet(() -> Decision.behind(proposal))
            : decided.get();
    return decision.delay().isPresent() && memory.isFull(payer(), limits)
        ? Decision.denied(proposal, Code.DEFERS_FULL)
        : decision;
  }

  /** Whether it goes on to wait. */
  boolean waitsOn(Decision decision) {
    return matter.waited().isPresent() && decision.delay().isPresent();
  }

  /** From the time when policies or quotas have it wait, they say how long. */
  void again(Decision decision, DeskTurn turn) {
    matter
        .waited()
        .filter(deferred -> !deferred.isAsked())
        .ifPresent(deferred -> {
          turn.change(new Change.OfDeferred(new DeferChange.Left(deferred)));
          Deferred asked = deferred.until(earlier(until(decision, turn.now()), deferred.until()));
          turn.change(new Change.OfDeferred(new DeferChange.Waits(asked)));
        });
  }

  /** It waits from now on, behind all others, where the decision says so. */
  Optional<Change> enter(Decision decision, Occasion occasion) {
    return decision
        .delay()
        .map(_ ->
            new Deferred(
                new Deferred.Place(line(), number(occasion)),
                payer(),
                until(decision, occasion.now()),
                decision.code() == Code.DEFERRED,
                occasion.receipt().id(),
                matter.referred().jws(),
                referral()))
        .map(DeferChange.Waits::new)
        .map(Change.OfDeferred::new);
  }

  /** Behind all others, and never again the number of one that has left: receipts count on. */
  private long number(Occasion occasion) {
    long next = memory.last(line()).map(last -> last.place().number() + 1).orElse(0L);
    return Math.max(next, ReceiptId.seq(occasion.receipt().id()));
  }

  private Bytes referral() {
    return Bytes.of(ReferralCodec.write(matter.referred().referral().orElseThrow()));
  }

  /** Not longer than its mandate would be valid; a broker clock that runs ahead changes nothing. */
  private Instant until(Decision decision, Instant now) {
    Instant most = now.plus(decision.delay().orElseThrow());
    Instant issued = earlier(proposal.evidence().received(), now);
    return earlier(most, issued.plus(proposal.rule().ttl())).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Line line() {
    return new Line(proposal.deskKey(), proposal.candidate().deskKey());
  }

  private Bytes payer() {
    return Charge.payer(proposal.evidence().source(), proposal.evidence().signer());
  }
}
