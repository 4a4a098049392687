package io.sallyport.cli.trace;

import io.sallyport.cli.trace.Span.Kind;
import io.sallyport.cli.trace.Span.Place;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Spans of what a validator says. */
final class Judged {
  private static final String DELIVERY = "delivery";

  private Judged() {}

  /** A delivery that came to no decision: a trace of one span. */
  static Span ended(Said said, ReceiptBody.DeliveryEnded ended) {
    ReceiptBody.Delivery delivery = ended.delivery();
    return new Draft(said, DELIVERY, Kind.SERVER)
        .delivery(delivery)
        .ending(ended.ending().name(), ended.code())
        .failed(ended.ending() == Ending.REFUSED, ended.code())
        .at(
            root(said, Places.trace(said.issuer(), delivery)),
            new Span.Time(said.received(delivery), said.at()));
  }

  /** The delivery, and what was decided. */
  static List<Span> decided(Said said, ReceiptBody.Decision decision) {
    Optional<ActionId> action = decision.action().map(ReceiptBody.Action::id);
    Place root =
        root(
            said,
            action
                .map(Places::trace)
                .orElseGet(() -> Places.trace(said.issuer(), decision.delivery())));
    Instant received = said.received(decision.delivery());
    Span delivery =
        new Draft(said, DELIVERY, Kind.SERVER)
            .delivery(decision.delivery())
            .at(root, new Span.Time(received, said.at()));
    return List.of(delivery, judged(said, decision, root, received));
  }

  private static Span judged(
      Said said, ReceiptBody.Decision decision, Place root, Instant received) {
    DecisionResult result = decision.verdict().result();
    Draft draft =
        new Draft(said, "decide", Kind.INTERNAL)
            .put("rule", decision.verdict().rule())
            .ending(result.name(), decision.code())
            .failed(isFailure(result), decision.code());
    decision.action().ifPresent(draft::action);
    String own =
        decision
            .action()
            .map(action -> said.span(action.id(), result.isSealed()))
            .orElseGet(said::span);
    return draft.at(new Place(root.trace(), own, Optional.of(root.id())), said.from(received));
  }

  private static Place root(Said said, String trace) {
    return new Place(trace, Places.delivery(said.issuer(), said.receipt().id()), Optional.empty());
  }

  /** What the desk decided, from when it was left to it, or put off. */
  static Span ruled(Said said, ReceiptBody.Ruled ruled) {
    var ruling = ruled.ruling();
    DecisionResult result = ruling.verdict().result();
    String before = ruling.deferral().orElse(ruling.referral());
    return new Draft(said, "desk", Kind.INTERNAL)
        .action(ruled.action())
        .put("rule", ruling.verdict().rule())
        .ending(result.name(), ruling.code())
        .failed(isFailure(result), ruling.code())
        .at(said.behind(before, ruled.action().id(), result.isSealed()), said.waited());
  }

  /** How a wait for persons ended, from when it began. */
  static Span released(Said said, ReceiptBody.HoldEnded ended) {
    var ending = ended.ending();
    boolean isSealed = ending.result().isSealed();
    return new Draft(said, "hold", Kind.INTERNAL)
        .action(ended.action())
        .put("votes", Integer.toString(ending.votes().size()))
        .ending(ending.result().name(), ending.code())
        .failed(isFailure(ending.result()), ending.code())
        .at(said.behind(ending.decision(), ended.action().id(), isSealed), said.waited());
  }

  private static boolean isFailure(DecisionResult result) {
    return switch (result) {
      case DENIED, UNBOUND, EXPIRED -> true;
      case ALLOWED, MODIFIED, HELD, DEFERRED, REFERRED -> false;
    };
  }
}
