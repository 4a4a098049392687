package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Sighting;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.ChainWriter;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.seal.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the effects of one record or tick. Used by one thread, for one of them. */
final class DeskTurn {
  private final Writer writer;
  private final ChainState before;
  private final Instant now;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private Optional<ChainWriter> chain = Optional.empty();

  DeskTurn(Writer writer, ChainState before, Instant now) {
    this.writer = writer;
    this.before = before;
    this.now = now;
  }

  /** When it is. */
  Instant now() {
    return now;
  }

  /** The receipt that comes next. */
  NamedReceipt next() {
    return chain().next();
  }

  private ChainWriter chain() {
    ChainWriter open =
        chain.orElseGet(() -> new ChainWriter(writer, before, now, Sinks.DESK_RECEIPTS, outputs));
    chain = Optional.of(open);
    return open;
  }

  void change(Change change) {
    changes.add(change);
  }

  /** What became of an outcome. */
  void outcome(String result) {
    outcomes.add(result);
  }

  /** A record on the topic of the desk that is nobody's. */
  void refused() {
    endings.add(new Ending("-", "-", "REFUSED", Code.REFERRAL_INVALID));
  }

  void sealed(Sealed.Action action) {
    outputs.add(Output.sealed(Sinks.decided(action.cell()), action));
  }

  void held(Held held) {
    outputs.add(Output.held(Sinks.asked(held.cell()), held));
  }

  void receipt(Matter.Ruled ruled) {
    chain().append(ruled.body());
    DeskRuling ruling = ruled.body().ruling();
    ReceiptBody.Verdict verdict = ruling.verdict();
    endings.add(new Ending(ruled.source(), verdict.rule(), verdict.result().name(), ruling.code()));
  }

  void witnessed(Sighting sighting) {
    chain().append(new ReceiptBody.Witnessed(sighting));
  }

  DeskEffects effects() {
    ChainState after = chain.map(ChainWriter::state).orElse(before);
    return new DeskEffects(outputs, after, changes, endings, outcomes);
  }
}
