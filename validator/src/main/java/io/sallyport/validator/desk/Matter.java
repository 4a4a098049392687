package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.defer.DeferChange;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Sealer;
import java.util.Optional;

/**
 * What is decided about.
 *
 * @param referred what the gate refers
 * @param waited as what it has waited, if it has
 */
record Matter(Inbox.Referred referred, Optional<Deferred> waited) {
  /** What {@code bundle} knows of it; empty when it has no such rule or type any more. */
  Optional<Proposal> proposal(Bundle bundle, Sealer sealer) {
    return referred.referral().flatMap(referral -> proposal(referral, bundle, sealer));
  }

  private Optional<Proposal> proposal(Referral referral, Bundle bundle, Sealer sealer) {
    ReceiptBody.Decision said = referred.said();
    ReceiptBody.Action action = referred.action();
    ReceiptBody.Delivery delivery = said.delivery();
    Mandate.Evidence evidence =
        new Mandate.Evidence(
                delivery.source(),
                proved(delivery).assurance(),
                delivery.origin(),
                delivery.digest(),
                referral.received())
            .of(proved(delivery).principal(), proved(delivery).delegation());
    return rule(bundle, delivery.source(), said.verdict().rule())
        .filter(rule -> rule.type().name().equals(action.type()))
        .filter(rule -> rule.session().isPresent() == referral.session().isPresent())
        .flatMap(rule ->
            bundle
                .record(action.type(), action.fingerprint(), referral.body())
                .flatMap(record -> sealer.candidate(action.id(), rule.type(), record))
                .map(candidate ->
                    new Proposal(
                        rule,
                        candidate,
                        referral.requester(),
                        referral.session(),
                        bundle.watch(delivery.source()),
                        bundle.countsSenders(rule.type()),
                        evidence)))
        .filter(proposal -> proposal.deskKey().equals(referral.key()));
  }

  private static ReceiptBody.Evidence proved(ReceiptBody.Delivery delivery) {
    return delivery
        .evidence()
        .orElseThrow(() -> new IllegalStateException("what is decided was admitted"));
  }

  private static Optional<Rule> rule(Bundle bundle, String source, String name) {
    return bundle.rules().of(source).stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /** Why there is no proposal. */
  Code lost() {
    return referred.referral().isEmpty() ? Code.REFERRAL_INVALID : Code.DESK_VOID;
  }

  /** It waits no longer, and nothing is signed about it: nobody vouches for a word of it. */
  static void refuse(Deferred deferred, DeskTurn turn) {
    turn.change(new Change.OfDeferred(new DeferChange.Left(deferred)));
    turn.refused();
  }

  /** It waits no longer, if it has. */
  Optional<Change> left() {
    return waited.map(DeferChange.Left::new).map(Change.OfDeferred::new);
  }

  /** The ruling about it. */
  Ruled ruled(
      ReceiptBody.Verdict verdict, Code code, Digest bundle, Optional<SessionHead> session) {
    DeskRuling ruling =
        new DeskRuling(
            referred.vouching().id(),
            verdict,
            code,
            bundle,
            session,
            waited.map(Deferred::deferral));
    return new Ruled(
        referred.said().delivery().source(), new ReceiptBody.Ruled(referred.action(), ruling));
  }

  /**
   * A ruling.
   *
   * @param source whose delivery it is about
   */
  record Ruled(String source, ReceiptBody.Ruled body) {}
}
