package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.session.Entry;
import io.sallyport.validator.session.Result;
import io.sallyport.validator.session.Session;
import io.sallyport.validator.session.SessionBinding;
import io.sallyport.validator.session.SessionChange;
import io.sallyport.validator.session.SessionClaim;
import io.sallyport.validator.session.SessionMemory;
import io.sallyport.validator.session.SessionView;
import io.sallyport.validator.session.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a session says of an action that is proposed in it.
 *
 * @param inner what quotas say of it
 * @param proposal the action
 * @param standing the session
 */
record InSession(Recalled inner, Proposal proposal, Standing standing) implements Recalled {
  /** The session of {@code proposal}; {@code inner} where its rule has none. */
  static Recalled of(Recalled inner, Proposal proposal, SessionMemory memory, Instant now) {
    Optional<SessionClaim> claim = proposal.session();
    return proposal
        .rule()
        .session()
        .map(SessionBinding::terms)
        .flatMap(terms ->
            claim
                .map(said -> Standing.proposed(proposal.deskKey(), said, terms, now))
                .map(opened -> Standing.of(opened, terms, memory, now)))
        .<Recalled>map(standing -> new InSession(inner, proposal, standing))
        .orElse(inner);
  }

  @Override
  public Occasion occasion(Instant now, NamedReceipt receipt) {
    SessionView view =
        SessionView.of(
            standing.session(), proposal.rule().type().cell(), target(proposal.candidate().key()));
    return new Occasion(now, receipt, Optional.of(proposal.deskKey()), Optional.of(view));
  }

  @Override
  public Optional<Code> refused() {
    return standing.refused();
  }

  @Override
  public Ruling limit(Ruling ruling) {
    return refused()
        .<Ruling>map(code -> new Ruling.Deny(code, List.of()))
        .orElseGet(() -> inner.limit(ruling));
  }

  /** The session is as it was where it takes nothing, and where nothing is decided yet. */
  @Override
  public After after(Decision decision, DecisionResult result, Occasion occasion) {
    if (refused().isPresent() || decision.delay().isPresent()) {
      return unchanged();
    }
    Session after = entered(decision, result, occasion);
    List<Change> changes = new ArrayList<>(inner.after(decision, result, occasion).changes());
    changes.add(new Change.OfSession(new SessionChange.Appended(after)));
    return new After(changes, Optional.of(after.head()));
  }

  @Override
  public After unchanged() {
    return new After(List.of(), Optional.of(standing.session().head()));
  }

  private Session entered(Decision decision, DecisionResult result, Occasion occasion) {
    Bytes key =
        decision
            .sealed()
            .map(sealed -> sealed.key())
            .or(() -> decision.held().map(held -> held.draft().grant().key()))
            .orElseGet(() -> proposal.candidate().key());
    return standing
        .session()
        .and(
            new Entry.Decided(
                occasion.now().truncatedTo(ChronoUnit.MILLIS),
                proposal.candidate().described(),
                target(key),
                result,
                occasion.receipt().id()));
  }

  private static Digest target(Bytes key) {
    return Digest.ofHash(key.toArray());
  }

  /** What an executor or the holds have told, in the session whose decision it ends. */
  record Ended(Session session, Entry.Decided decided) {
    /** The session with that decision of that cell, if it is one. */
    static Optional<Ended> of(Inbox.Told told, SessionMemory memory) {
      for (Session session : memory.with(told.action().id())) {
        for (Entry.Decided decided : session.decided()) {
          if (isOf(decided, told)) {
            return Optional.of(new Ended(session, decided));
          }
        }
      }
      return Optional.empty();
    }

    /** The holds speak of what was held. */
    private static boolean isOf(Entry.Decided decided, Inbox.Told told) {
      return decided.isAllowed()
          && (!told.isOfHolds() || decided.result() == DecisionResult.HELD)
          && decided.id().equals(told.action().id())
          && decided.action().cell().equals(told.action().cell())
          && told.decision().filter(decided.receipt()::equals).isPresent();
    }

    /** Whether the record of the outcome lies under that session's key. */
    boolean isUnder(Bytes key) {
      return session.opened().owner().bytes().equals(key);
    }

    /** The session with that ending; empty when it was told before. */
    Optional<Change> told(Result result, Instant now) {
      String receipt = decided.receipt();
      if (session.told().stream().anyMatch(each -> each.decision().equals(receipt))) {
        return Optional.empty();
      }
      Entry ending =
          new Entry.Told(now.truncatedTo(ChronoUnit.MILLIS), decided.id(), receipt, result);
      return Optional.of(new Change.OfSession(new SessionChange.Appended(session.and(ending))));
    }
  }
}
