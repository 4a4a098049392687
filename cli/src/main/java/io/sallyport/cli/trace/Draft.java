package io.sallyport.cli.trace;

import io.sallyport.cli.trace.Span.Kind;
import io.sallyport.cli.trace.Span.Place;
import io.sallyport.cli.trace.Span.Time;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A span that is made. Owned by one thread. */
final class Draft {
  private final Said said;
  private final String name;
  private final Kind kind;
  private final Map<String, String> attributes = new TreeMap<>();
  private Optional<Code> failure = Optional.empty();
  private Optional<TraceParent> link = Optional.empty();

  Draft(Said said, String name, Kind kind) {
    this.said = said;
    this.name = name;
    this.kind = kind;
    put("receipt", said.receipt().id());
  }

  Draft put(String key, String value) {
    attributes.put("sallyport." + key, value);
    return this;
  }

  Draft delivery(ReceiptBody.Delivery delivery) {
    put("delivery", delivery.id()).put("source", delivery.source());
    delivery.evidence().ifPresent(proof -> put("assurance", proof.assurance().text()));
    link = delivery.caller();
    return this;
  }

  Draft action(ReceiptBody.Action action) {
    return put("action", action.id().text())
        .put("action.type", action.type())
        .put("effect", action.effect().text())
        .put("cell", action.cell());
  }

  Draft ending(String result, Code code) {
    return put("result", result).put("code", code.text());
  }

  Draft failed(boolean isFailed, Code code) {
    failure = isFailed ? Optional.of(code) : Optional.empty();
    return this;
  }

  Span at(Place place, Time time) {
    return new Span(said.issuer(), place, name, kind, time, attributes, failure, link);
  }
}
