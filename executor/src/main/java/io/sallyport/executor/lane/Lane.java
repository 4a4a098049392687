package io.sallyport.executor.lane;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.claim.ClientSettings;
import io.sallyport.executor.claim.Positions;
import io.sallyport.executor.claim.Recovery;
import io.sallyport.executor.claim.Recovery.Recovered;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.lane.Moments.Moment;
import io.sallyport.executor.ledger.Claiming;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.PartitionLedger;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.resolve.Answer;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One owned partition: it is taken over, then worked in turns, one transaction at a time, each
 * written by a thread of its own; fenced or in the dark it is taken over anew. Owned by the polling
 * thread; what other threads bring comes through the mailbox.
 */
public final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Cell cell;
  private final int partition;
  private final Positions positions;
  private final Mailbox mailbox;
  private final Workshop workshop;
  private final Claiming claiming;
  private final Moments moments;
  private final Retry retry = new Retry();
  private final Holdings holdings = new Holdings();
  private final Boarding boarding;
  private LaneState state = new LaneState.Away(Instant.MIN);
  private boolean closed;

  /** What a lane works with. */
  public record Tools(
      Positions positions,
      Mailbox mailbox,
      Workshop workshop,
      Claiming claiming,
      Moments moments) {}

  /** A lane for {@code partition}; it begins with {@link #advance}. */
  public Lane(Cell cell, int partition, Tools tools) {
    this.cell = cell;
    this.partition = partition;
    this.positions = tools.positions();
    this.mailbox = tools.mailbox();
    this.workshop = tools.workshop();
    this.claiming = tools.claiming();
    this.moments = tools.moments();
    this.boarding = new Boarding(workshop, cell.clients().clock(), cell.limits().skew());
  }

  /** Does what is due: takes over, or writes what ended and claims what may start. */
  public void advance(Instant now, int free) {
    switch (state) {
      case LaneState.Away(Instant from) when !now.isBefore(from) -> take();
      case LaneState.Away _, LaneState.Taking _ -> {}
      case LaneState.Idle idle -> plan(idle, now, free);
      case LaneState.Writing(var base, var turn, var again)
          when again.isPresent() && !now.isBefore(again.get()) ->
          write(base, turn);
      case LaneState.Writing _ -> {}
    }
  }

  private void take() {
    state = new LaneState.Taking();
    ConsumerGroupMetadata group = workshop.group();
    background(() -> {
      moments.reached(Moment.TAKING);
      Recovered recovered = new Recovery(cell, partition, positions, workshop::moved).run(group);
      moments.reached(Moment.TAKEN);
      mailbox.post(() -> taken(recovered));
    });
  }

  private void taken(Recovered recovered) {
    if (closed) {
      background(recovered.writer()::close);
      return;
    }
    retry.succeeded();
    holdings.forgetWaiting();
    PartitionLedger ledger = recovered.ledger();
    List<Claim> open = ledger.begin(recovered.place().end(), holdings.nonces());
    state = new LaneState.Idle(recovered.writer(), ledger, recovered.place());
    holdings.keep(open).forEach(run -> resume(ledger, run, recovered.appended()));
    LOG.info("partition {} taken over at offset {}", partition, recovered.offset());
    workshop.deliver(partition, recovered.offset());
  }

  /** A claim of ours that was open in the ledger when we came back. */
  private void resume(PartitionLedger ledger, Run run, Instant appended) {
    if (run.ending().isPresent()) {
      ledger.finish(run.claim(), run.ending().get(), now());
    } else if (!run.started()) {
      start(run.claim(), appended);
    }
  }

  private void plan(LaneState.Idle idle, Instant now, int free) {
    Optional<Turn> planned = idle.ledger().plan(now, free, claiming);
    if (planned.isPresent()) {
      planned.get().starts().forEach(holdings::claim);
      write(idle, planned.get());
    } else if (idle.writer().isOwing(now)) {
      write(idle, idle.ledger().rest());
    }
  }

  private void write(LaneState.Idle idle, Turn turn) {
    state = new LaneState.Writing(idle, turn, Optional.empty());
    ConsumerGroupMetadata group = workshop.group();
    Map<Long, SealedAction> joining = holdings.at(Boarding.offsets(turn));
    background(() -> {
      moments.reached(Moment.WRITING);
      Turn whole = boarding.board(turn, joining);
      Written written = idle.writer().write(whole, List.of(), idle.place(), group);
      moments.reached(Moment.WRITTEN);
      mailbox.post(() -> written(idle, turn, whole, written));
    });
  }

  private void written(LaneState.Idle idle, Turn turn, Turn whole, Written written) {
    if (closed) {
      return;
    }
    switch (written) {
      case Written.Committed done -> committed(idle, whole, done);
      case Written.Spoiled(var refused) -> again(idle, boarding.leave(turn, refused), "spoiled");
      case Written.Refused _ -> again(idle, turn, "refused");
      case Written.Lost(String reason) -> {
        workshop.failed("lost");
        LOG.warn("partition {}: a turn was lost ({}), taking over anew", partition, reason);
        background(idle.writer()::close);
        away();
      }
    }
  }

  private void again(LaneState.Idle idle, Turn turn, String result) {
    workshop.failed(result);
    state = new LaneState.Writing(idle, turn, Optional.of(now().plus(Retry.SHORT)));
  }

  private void committed(LaneState.Idle idle, Turn turn, Written.Committed done) {
    state = new LaneState.Idle(idle.writer(), idle.ledger(), done.place());
    idle.ledger().committed(done.place().end());
    workshop.committed(turn, done.appended());
    turn.steps().forEach(holdings::settle);
    turn.starts().forEach(claim -> start(claim, done.appended().orElseThrow()));
  }

  /** Only here does anything act, and only after the claim's commit returned. */
  private void start(Claim claim, Instant appended) {
    Run run = holdings.begin(claim);
    LedgerTime time = run.time(appended, cell.limits().skew());
    background(() -> {
      moments.reached(Moment.STARTING);
      Ending ending = workshop.perform(run.action(), claim, time);
      moments.reached(Moment.PERFORMED);
      mailbox.post(() -> performed(claim, ending));
    });
  }

  private void performed(Claim claim, Ending ending) {
    if (holdings.end(claim, ending) && !closed) {
      ledger().ifPresent(ledger -> ledger.finish(claim, ending, now()));
    }
  }

  /** A record was read and verified. */
  public void arrive(long offset, Verdict verdict, Instant now) {
    ledger().ifPresent(ledger -> arrive(ledger, offset, verdict, now));
  }

  private void arrive(PartitionLedger ledger, long offset, Verdict verdict, Instant now) {
    switch (verdict) {
      case Verdict.Genuine(SealedAction action) -> {
        if (ledger.arrive(action.task())) {
          holdings.await(offset, action);
        }
      }
      case Verdict.Late(var task) -> ledger.expire(task, now);
      case Verdict.Revoked(var task) -> ledger.revoke(task, now);
      case Verdict.Rejected(var code, var digest) -> {
        LOG.warn("record {}:{} rejected: {}", partition, offset, code.text());
        ledger.reject(new Rejection(offset, code, now.truncatedTo(ChronoUnit.MILLIS)), digest);
      }
    }
  }

  /** Operators answered a doubt of this partition; as {@link PartitionLedger#resolve}. */
  public Optional<Code> resolve(Answer answer, Instant now) {
    return ledger().flatMap(ledger -> ledger.resolve(answer, now));
  }

  /** All records below {@code next} were delivered. */
  public void passed(long next) {
    ledger().ifPresent(ledger -> ledger.passed(next));
  }

  private Optional<PartitionLedger> ledger() {
    return switch (state) {
      case LaneState.Idle idle -> Optional.of(idle.ledger());
      case LaneState.Writing writing -> Optional.of(writing.base().ledger());
      case LaneState.Away _, LaneState.Taking _ -> Optional.empty();
    };
  }

  /** Whether the partition is in our hands. */
  public boolean isOpen() {
    return ledger().isPresent();
  }

  /** Whether another poll's worth of records fits. */
  public boolean hasRoom() {
    return ledger().map(ledger -> ledger.hasRoom(ClientSettings.MAX_POLL)).orElse(false);
  }

  /** How many actions are claimed and not recorded. */
  public int inFlight() {
    return holdings.claims();
  }

  /** How many bytes of records wait here. */
  public long queued() {
    return holdings.queued();
  }

  /** Whether giving the partition up now would leave something unrecorded. */
  public boolean isBusy() {
    return holdings.claims() > 0 || ledger().map(PartitionLedger::isBusy).orElse(false);
  }

  /** Gives the partition up; what still runs becomes its next owner's doubt. */
  public void close() {
    moments.reached(Moment.LEAVING);
    closed = true;
    switch (state) {
      case LaneState.Idle idle -> background(idle.writer()::close);
      case LaneState.Writing writing -> background(writing.base().writer()::close);
      case LaneState.Away _, LaneState.Taking _ -> {}
    }
    state = new LaneState.Away(Instant.MAX);
  }

  private void away() {
    state = new LaneState.Away(retry.next(now()));
  }

  private Instant now() {
    return cell.clients().clock().instant();
  }

  /** Runs blocking work; a failed takeover is tried again, anything else stops the process. */
  private void background(Runnable work) {
    Thread.ofVirtual()
        .name("lane-" + partition)
        .uncaughtExceptionHandler((thread, failure) -> mailbox.post(() -> broken(failure)))
        .start(work);
  }

  private void broken(Throwable failure) {
    if (closed) {
      return;
    }
    if (state instanceof LaneState.Taking && retry.mayGoOn(failure)) {
      LOG.warn("partition {}: {}, trying again", partition, failure.getClass().getSimpleName());
      away();
      return;
    }
    workshop.stop(
        failure instanceof RuntimeException known ? known : new IllegalStateException(failure));
  }
}
