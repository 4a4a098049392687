package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.watch.Alarm;
import io.sallyport.validator.watch.Known;
import io.sallyport.validator.watch.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a watch says of an action of a sender.
 *
 * @param inner what else is remembered that matters to it
 * @param proposal the action
 * @param watch what would be unusual
 * @param known what is known of the sender
 * @param unusual what is, the strictest response first
 * @param stopped by what the sender is stopped already, if it is
 */
record Watched(
    Recalled inner,
    Proposal proposal,
    Watch watch,
    Known known,
    List<Alarm> unusual,
    Optional<Known.Stopped> stopped)
    implements Recalled {
  Watched {
    unusual = List.copyOf(unusual);
  }

  /** What the watch of its source says of {@code proposal}; {@code inner} where there is none. */
  static Recalled of(Recalled inner, Proposal proposal, DeskMemory memory, Instant now) {
    return proposal
        .watch()
        .<Recalled>map(watch -> {
          Known known =
              memory
                  .watched()
                  .known(proposal.deskKey())
                  .filter(each -> each.watch().equals(watch.name()))
                  .orElseGet(() -> Known.nothing(watch));
          List<Alarm> unusual = known.unusual(proposal.act(), watch, now);
          return new Watched(inner, proposal, watch, known, unusual, known.stoppedAt(now));
        })
        .orElse(inner);
  }

  @Override
  public Occasion occasion(Instant now, NamedReceipt receipt) {
    return inner.occasion(now, receipt);
  }

  @Override
  public Optional<Code> refused() {
    return stopped.map(_ -> Code.SENDER_STOPPED).or(inner::refused);
  }

  @Override
  public Ruling limit(Ruling ruling) {
    if (stopped.isPresent()) {
      return new Ruling.Deny(Code.SENDER_STOPPED, List.of(stopped.get().alarm()));
    }
    return switch (inner.limit(ruling)) {
      case Ruling.Deny denied -> denied;
      case Ruling.Defer deferred -> deferred;
      case Ruling.Allow allowed -> limit(allowed, Asked.NOBODY);
      case Ruling.StepUp(Ruling.Allow allowed, Asked asked) -> limit(allowed, asked);
    };
  }

  private Ruling limit(Ruling.Allow allowed, Asked before) {
    List<String> stopping = new ArrayList<>();
    List<String> alerting = new ArrayList<>();
    Asked asked = before;
    for (Alarm alarm : unusual) {
      switch (alarm.response()) {
        case Alarm.Stop _ -> stopping.add(alarm.id());
        case Alarm.StepUp(Asked who) -> asked = asked.and(who);
        case Alarm.Alert _ -> alerting.add(alarm.id());
      }
    }
    if (!stopping.isEmpty()) {
      return new Ruling.Deny(leading().orElseThrow().sign().code(), stopping);
    }
    Ruling.Allow told = allowed.naming(alerting);
    return asked.isEmpty() ? told : new Ruling.StepUp(told, asked);
  }

  /** The alarm whose code a receipt has, and whose response counts. */
  private Optional<Alarm> leading() {
    return unusual.stream().findFirst();
  }

  /** What is allowed or held although it is unusual says so. */
  @Override
  public Code code(Decision decision) {
    boolean isLetBy = decision.sealed().isPresent() || decision.held().isPresent();
    return leading()
        .filter(_ -> isLetBy)
        .map(alarm -> alarm.sign().code())
        .orElseGet(() -> inner.code(decision));
  }

  /** Who is stopped begins no session, and fills none. */
  @Override
  public After after(Decision decision, DecisionResult result, Occasion occasion) {
    if (stopped.isPresent()) {
      return unchanged();
    }
    After after = inner.after(decision, result, occasion);
    List<Change> changes = new ArrayList<>(after.changes());
    Known next = next(decision, occasion);
    if (!next.equals(known)) {
      changes.add(new Change.OfSender(proposal.deskKey(), next));
    }
    return new After(changes, after.session());
  }

  @Override
  public After unchanged() {
    return inner.unchanged();
  }

  private Known next(Decision decision, Occasion occasion) {
    Instant now = occasion.now();
    if (decision.sealed().isPresent()) {
      return known.after(proposal.act(), watch, now);
    }
    if (decision.held().isPresent()) {
      return known.asked(new Known.Waiting(proposal.act(), occasion.receipt().id()), watch, now);
    }
    return leading()
        .filter(alarm -> alarm.sign().code() == decision.code())
        .filter(alarm -> alarm.response() instanceof Alarm.Stop)
        .map(alarm -> known.stopped(alarm, (Alarm.Stop) alarm.response(), now))
        .orElse(known);
  }

  /**
   * What is known after it was told how something has ended about which persons were asked.
   *
   * @param isTried whether it was sealed, and an executor tried it
   */
  static Optional<Known> told(Known known, Watch watch, Inbox.Told told, boolean isTried) {
    return known.waiting().stream()
        .filter(each -> each.act().id().equals(told.action().id()))
        .filter(each -> each.act().cell().equals(told.action().cell()))
        .filter(each -> told.decision().filter(each.receipt()::equals).isPresent())
        .findFirst()
        .map(ended -> known.told(ended, isTried, watch));
  }
}
