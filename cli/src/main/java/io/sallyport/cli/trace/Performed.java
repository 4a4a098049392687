package io.sallyport.cli.trace;

import io.sallyport.cli.trace.Span.Kind;
import io.sallyport.cli.trace.Span.Place;
import io.sallyport.cli.trace.Span.Time;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;

/** Spans of what a cell says. */
final class Performed {
  private Performed() {}

  /** The last attempt, while the handler was called; a moment where none was. */
  static Span ended(Said said, ReceiptBody.Outcome outcome) {
    ActionId action = outcome.action().id();
    Draft draft =
        new Draft(said, "perform", Kind.CLIENT)
            .action(outcome.action())
            .ending(outcome.result().name(), outcome.code())
            .failed(outcome.result() != OutcomeResult.SUCCEEDED, outcome.code());
    outcome.attempt().ifPresent(last -> draft.put("attempt", Integer.toString(last.number())));
    outcome.response().ifPresent(answer -> draft.put("status", Integer.toString(answer.status())));
    Place place = new Place(Places.trace(action), said.span(), Optional.of(Places.sealed(action)));
    return draft.at(
        place,
        outcome
            .performance()
            .map(done -> new Time(done.started(), done.finished()))
            .orElseGet(() -> new Time(said.at(), said.at())));
  }

  /** What became of an action in doubt, from when it was. */
  static Span resolved(Said said, ReceiptBody.Resolved resolved) {
    var resolution = resolved.resolution();
    return new Draft(said, "resolve", Kind.INTERNAL)
        .action(resolved.action())
        .ending(resolution.finding().text(), Code.RESOLVED)
        .at(said.behind(resolution.outcome(), resolved.action().id(), false), said.waited());
  }

  /** A record that is no genuine action: a trace of one span, since nothing in it is believed. */
  static Span rejected(Said said, ReceiptBody.Rejection rejection) {
    Place alone =
        new Place(Places.trace(said.issuer(), said.receipt().id()), said.span(), Optional.empty());
    return new Draft(said, "reject", Kind.INTERNAL)
        .put("record", rejection.record().text())
        .ending("REJECTED", rejection.code())
        .failed(true, rejection.code())
        .at(alone, new Time(said.at(), said.at()));
  }
}
