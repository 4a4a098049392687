package io.sallyport.executor.lane;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.verify.SealedAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the actions that a turn performs itself their records, or says why they have none. Done
 * anew whenever the turn is written: it may have expired or been revoked since.
 *
 * @param workshop makes the records
 * @param clock tells the time
 * @param skew how far clocks may be apart
 */
record Boarding(Workshop workshop, Clock clock, Duration skew) {
  private static final Logger LOG = LoggerFactory.getLogger(Boarding.class);

  /** How long a turn waits for revocations to be confirmed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The turn as it is to be written; blocks, on the thread that writes it. */
  Turn board(Turn turn, Map<Long, SealedAction> actions) {
    Instant startBy = clock.instant().plus(PATIENCE);
    Turn boarded =
        turn.with(step ->
            step instanceof Step.Join join
                ? board(join, held(actions, join.record().offset()), startBy)
                : step);
    return boarded.with(step ->
        step instanceof Step.Join join
            ? lookLast(join, held(actions, join.record().offset()))
            : step);
  }

  /** The records of others may have taken long: nothing blocks between this look and the turn. */
  private Step lookLast(Step.Join join, SealedAction action) {
    if (action.task().isExpired(clock.instant(), skew)) {
      return join.refused(OutcomeResult.EXPIRED, Code.EXPIRED);
    }
    return workshop.stopped(action).<Step>map(code -> refused(join, code)).orElse(join);
  }

  private static SealedAction held(Map<Long, SealedAction> actions, long offset) {
    SealedAction action = actions.get(offset);
    if (action == null) {
      throw new IllegalStateException("a turn performs what is not held");
    }
    return action;
  }

  private Step board(Step.Join join, SealedAction action, Instant startBy) {
    return switch (workshop.join(action, startBy)) {
      case Joined.Carried(Outgoing record) -> join.carrying(record);
      case Joined.Refused(Code code) -> refused(join, code);
    };
  }

  private static Step refused(Step.Join join, Code code) {
    return join.refused(code == Code.REVOKED ? OutcomeResult.REVOKED : OutcomeResult.FAILED, code);
  }

  /** The same turn without what a topic did not take, or what came too late. */
  Turn leave(Turn turn, Map<Long, Code> refused) {
    for (Step.Join join : turn.joins()) {
      Code code = refused.get(join.record().offset());
      if (code != null) {
        String why =
            code == Code.EXPIRED
                ? "by the ledger's time it is too late for {}: {}; look at this machine's clock"
                : "a topic did not take the record of {}: {}";
        LOG.warn(why, join.record().key(), code.text());
      }
    }
    return turn.without(refused);
  }

  /** The actions of a planned turn that it performs itself, by their offsets. */
  static Set<Long> offsets(Turn turn) {
    return Set.copyOf(turn.joins().stream().map(join -> join.record().offset()).toList());
  }
}
