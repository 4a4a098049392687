package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.ledger.Task.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tasks and their ledger records for tests. */
final class Tasks {
  static final LedgerLimits LIMITS =
      new LedgerLimits(20, 50, 50, 8, 3, Duration.ofSeconds(5), 1000);
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Instant EXPIRES = NOW.plusSeconds(600);
  static final Digest DIGEST = Digest.of(new byte[0]);

  private Tasks() {}

  /** The limits of a ledger that remembers the newest action of so few keys. */
  static LedgerLimits withSequences(int most) {
    return new LedgerLimits(
        LIMITS.window(),
        LIMITS.remembered(),
        most,
        LIMITS.turn(),
        LIMITS.attempts(),
        LIMITS.skew(),
        LIMITS.joined());
  }

  static Task task(long offset, String key) {
    String id = String.format("%043d", offset);
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId(id),
            "x.Deploy",
            Effect.WRITE,
            "cell",
            DIGEST,
            Optional.of(Classification.INTERNAL),
            Optional.empty());
    return new Task(
        action,
        Optional.of(new NamedReceipt("gate-3/17", Optional.of(DIGEST))),
        offset,
        DIGEST,
        Task.Order.of(key),
        new Manner.Claimed(Duration.ofSeconds(30), false),
        Task.Life.until(EXPIRES));
  }

  static Task idempotent(Task task) {
    return new Task(
        task.action(),
        task.decision(),
        task.offset(),
        DIGEST,
        task.order(),
        new Manner.Claimed(Duration.ofSeconds(30), true),
        Task.Life.until(EXPIRES));
  }

  /** One that its turn performs, as a record of at most that many bytes. */
  static Task joined(long offset, String key, long bytes) {
    Task task = task(offset, key);
    return new Task(
        task.action(),
        task.decision(),
        offset,
        DIGEST,
        task.order(),
        new Manner.Joined(bytes),
        Task.Life.until(EXPIRES));
  }

  /** The same with a place in the order of its key. */
  static Task sequenced(Task task, long value, Duration memory) {
    return new Task(
        task.action(),
        task.decision(),
        task.offset(),
        DIGEST,
        new Task.Order(task.orderKey(), Optional.of(new Task.Sequence(value, memory))),
        task.manner(),
        task.life());
  }

  /** The same of another type. */
  static Task typed(String type, Task task) {
    ReceiptBody.Action action = task.action();
    ActionId id = action.id();
    return new Task(
        new ReceiptBody.Action(
            id,
            type,
            action.effect(),
            action.cell(),
            action.fingerprint(),
            action.classification(),
            Optional.empty()),
        task.decision(),
        task.offset(),
        task.digest(),
        task.order(),
        task.manner(),
        task.life());
  }

  /** A failed attempt after which another one is worth it. */
  static Ending failed(Task task, Duration pause) {
    return new Ending(OutcomeResult.FAILED, Code.TARGET_UNREACHABLE, Optional.empty())
        .again(new Ending.Again(task, pause));
  }

  /** An attempt that may have had an effect, after which another one is worth it. */
  static Ending doubtful(Task task, Duration pause) {
    return new Ending(OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN, Optional.empty())
        .again(new Ending.Again(task, pause));
  }

  /** Another record of the same action. */
  static Task again(Task task, long offset) {
    return new Task(
        task.action(),
        task.decision(),
        offset,
        DIGEST,
        task.order(),
        task.manner(),
        Task.Life.until(EXPIRES));
  }

  static Claim claim(Task task, int attempt, String nonce) {
    return new Claim(
        task.action(),
        task.decision(),
        task.offset(),
        Claim.Order.of(task.orderKey()),
        Claim.Try.of(attempt),
        nonce,
        NOW.plusSeconds(30),
        EXPIRES);
  }

  static Outcome outcome(Task task, OutcomeResult result) {
    return new Outcome(task.action().id(), task.offset(), result, Code.SUCCEEDED, 1, NOW, EXPIRES);
  }
}
