package io.sallyport.validator.hold;

import io.sallyport.contract.Code;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
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
import java.util.function.Predicate;

/** Gathers the effects of one record or tick. Used by one thread, for one of them. */
final class HoldTurn {
  private final Writer writer;
  private final Predicate<String> cells;
  private final ChainState before;
  private final Instant now;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final List<String> verdicts = new ArrayList<>();
  private final List<ReceiptBody.HoldEnded> receipts = new ArrayList<>();
  private final List<Output> closed = new ArrayList<>();

  /** {@code cells} says whose topics are written. */
  HoldTurn(Writer writer, Predicate<String> cells, ChainState before, Instant now) {
    this.writer = writer;
    this.cells = cells;
    this.before = before;
    this.now = now;
  }

  /**
   * How a hold ends.
   *
   * @param result how
   * @param code why
   * @param policy ids of the statements that denied it
   * @param votes whose verdicts counted
   */
  record End(DecisionResult result, Code code, List<String> policy, List<Vote> votes) {
    static End of(DecisionResult result, Code code, List<Vote> votes) {
      return new End(result, code, List.of(), votes);
    }
  }

  /** When it is. */
  Instant now() {
    return now;
  }

  void change(Change change) {
    changes.add(change);
  }

  /** A verdict that counts, or waits. */
  void verdict(String result) {
    verdicts.add(result);
  }

  /** A verdict that does not count. */
  void refused(Code code) {
    verdicts.add(code.text());
  }

  /** A record on the topic of holds that is nobody's. */
  void malformed() {
    endings.add(new Ending("-", "-", "REFUSED", Code.HOLD_MALFORMED));
  }

  void approved(Sealed.Action action) {
    outputs.add(Output.sealed(Sinks.approved(action.cell()), action));
  }

  /** Ends a hold for good, also one of a cell whose topics are gone: there is nothing to close. */
  void end(Held held, End end) {
    replace(held, end);
    if (cells.test(held.cell())) {
      closed.add(Output.closed(Sinks.closed(held.cell()), held));
    }
  }

  /** Ends a hold in whose place another one lies already. */
  void replace(Held held, End end) {
    Mandate draft = held.draft();
    String cell = held.cell();
    Digest bundle = writer.bundle().digest();
    receipts.add(
        new ReceiptBody.HoldEnded(
            new ReceiptBody.Action(
                held.id(),
                draft.grant().action(),
                draft.grant().effect(),
                cell,
                draft.grant().fingerprint(),
                Optional.empty(),
                draft.desk()),
            new HoldEnding(
                held.receipt(), end.result(), end.code(), end.policy(), end.votes(), bundle)));
    changes.add(new Change.Closed(held));
    endings.add(
        new Ending(
            draft.evidence().source(), draft.decision().rule(), end.result().name(), end.code()));
  }

  HoldEffects effects() {
    ChainState after = before;
    if (!receipts.isEmpty()) {
      ChainWriter chain = new ChainWriter(writer, before, now, Sinks.HOLD_RECEIPTS, outputs);
      receipts.forEach(each -> append(each, chain));
      after = chain.state();
    }
    outputs.addAll(closed);
    return new HoldEffects(outputs, after, changes, endings, verdicts);
  }

  /** Of what is sealed its executor tells how it ends; of anything else nobody would. */
  private void append(ReceiptBody.HoldEnded end, ChainWriter chain) {
    String jws = chain.append(end);
    if (!end.ending().result().isSealed()) {
      end.action().desk().ifPresent(desk -> outputs.add(Output.unsealed(desk, jws)));
    }
  }
}
