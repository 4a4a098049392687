package io.sallyport.executor.lane;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.verify.SealedAction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The actions that a lane holds: those that wait to be claimed, and its own claims until their
 * endings are in the ledger. Owned by the polling thread.
 */
final class Holdings {
  private final Map<Long, SealedAction> waiting = new HashMap<>();
  private final Map<String, Run> runs = new HashMap<>();
  private long queued;

  /** An action waits to be claimed. */
  void await(long offset, SealedAction action) {
    Optional<SealedAction> _ = take(offset);
    waiting.put(offset, action);
    queued += action.size();
  }

  /** The partition will be read anew; own claims stay. */
  void forgetWaiting() {
    waiting.clear();
    queued = 0;
  }

  /** A waiting action is about to be claimed. */
  void claim(Claim claim) {
    SealedAction action =
        take(claim.offset())
            .orElseThrow(() -> new IllegalStateException("a claim without its action"));
    runs.put(claim.nonce(), Run.of(action, claim));
  }

  /** The claim's thread starts now. */
  Run begin(Claim claim) {
    Run run = runs.get(claim.nonce());
    if (run == null) {
      throw new IllegalStateException("a claim of nobody");
    }
    runs.put(claim.nonce(), run.begun());
    return run;
  }

  /** How a claim of ours ended; whether it is still ours. */
  boolean end(Claim claim, Ending ending) {
    return runs.computeIfPresent(claim.nonce(), (_, run) -> run.ended(ending)) != null;
  }

  /** A step is in the ledger: what it ended is not held any longer, what it postponed waits. */
  void settle(Turn.Step step) {
    if (step instanceof Turn.Step.Start) {
      return;
    }
    if (step instanceof Turn.Step.Postpone postponed) {
      Run run = runs.remove(postponed.claim().nonce());
      if (run != null) {
        await(run.claim().offset(), run.action());
      }
      return;
    }
    Optional<SealedAction> _ = take(step.record().offset());
    if (step instanceof Turn.Step.End end) {
      end.attempt().flatMap(Attempt::claim).ifPresent(runs::remove);
    }
  }

  /** The waiting actions at these offsets. */
  Map<Long, SealedAction> at(Set<Long> offsets) {
    Map<Long, SealedAction> found = new HashMap<>();
    offsets.forEach(offset ->
        Optional.ofNullable(waiting.get(offset)).ifPresent(action -> found.put(offset, action)));
    return found;
  }

  private Optional<SealedAction> take(long offset) {
    Optional<SealedAction> action = Optional.ofNullable(waiting.remove(offset));
    queued -= action.map(SealedAction::size).orElse(0);
    return action;
  }

  /** The nonces of own claims. */
  Set<String> nonces() {
    return Set.copyOf(runs.keySet());
  }

  /** Drops own claims that are open in the ledger no more; what is left of them. */
  List<Run> keep(Collection<Claim> open) {
    runs.values().removeIf(run -> !open.contains(run.claim()));
    return List.copyOf(runs.values());
  }

  int claims() {
    return runs.size();
  }

  long queued() {
    return queued;
  }
}
