package io.sallyport.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.SealedRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.Test;

/** What the making of one record lets happen stops the others of its turn too. */
class BoardingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(600);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Outgoing RECORD =
      new Outgoing("orders", Optional.empty(), Optional.empty(), Bytes.utf8("tea"), Map.of());

  private final Shop shop = new Shop();
  private final Boarding boarding = new Boarding(shop, shop.clock, Duration.ofSeconds(5));

  @Test
  void givesEachItsRecord() {
    assertThat(boarded()).allMatch(step -> isCarried(step, RECORD));
  }

  @Test
  void looksAgainAtWhatWasRevokedWhileOthersWereMade() {
    shop.onSecond = () -> shop.stopped = Optional.of(Code.REVOKED);

    assertThat(boarded()).allMatch(step -> isEnded(step, OutcomeResult.REVOKED, Code.REVOKED));
  }

  @Test
  void looksAgainAtWhatExpiredWhileOthersWereMade() {
    shop.onSecond = () -> shop.now = EXPIRES.plusSeconds(5);

    assertThat(boarded()).allMatch(step -> isEnded(step, OutcomeResult.EXPIRED, Code.EXPIRED));
  }

  @Test
  void carriesNothingWhenRevocationsAreUnknownInTheEnd() {
    shop.onSecond = () -> shop.stopped = Optional.of(Code.REVOCATIONS_STALE);

    assertThat(boarded())
        .allMatch(step -> isEnded(step, OutcomeResult.FAILED, Code.REVOCATIONS_STALE));
  }

  private List<Step> boarded() {
    List<Step> steps = LongStream.of(1, 2).mapToObj(BoardingTest::planned).toList();
    Map<Long, SealedAction> held =
        LongStream.of(1, 2).boxed().collect(Collectors.toMap(each -> each, BoardingTest::sealed));
    return boarding.board(new Turn(steps, 3, 0), held).steps();
  }

  private static boolean isCarried(Step step, Outgoing record) {
    return step instanceof Step.Join join && join.carried().equals(Optional.of(record));
  }

  private static boolean isEnded(Step step, OutcomeResult result, Code code) {
    return step instanceof Step.End end
        && end.record().result() == result
        && end.record().code() == code;
  }

  private static ReceiptBody.Action action(long offset) {
    return new ReceiptBody.Action(
        new ActionId(String.format("%043d", offset)),
        Seal.type().name(),
        Effect.WRITE,
        Seal.CELL,
        DIGEST,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  private static Step planned(long offset) {
    ReceiptBody.Action action = action(offset);
    Step.End end =
        new Step.End(
            new Outcome(
                action.id(), offset, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 0, NOW, EXPIRES),
            action,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Step.Join(end, EXPIRES, Optional.empty());
  }

  private static SealedAction sealed(long offset) {
    Task task =
        new Task(
            action(offset),
            Optional.empty(),
            offset,
            DIGEST,
            Task.Order.of("key"),
            new Manner.Joined(77),
            Task.Life.until(EXPIRES));
    SealedRecord record = new SealedRecord("topic", 0, Bytes.of(), Bytes.of(), "");
    return new SealedAction(task, Seal.fields(Seal.type(), "staging"), record, Set.of());
  }

  /** Makes records; something may happen while it makes the second. */
  private static final class Shop implements Workshop {
    private Instant now = NOW;
    private Optional<Code> stopped = Optional.empty();
    private Runnable onSecond = () -> {};
    private int made;

    private final Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };

    @Override
    public Joined join(SealedAction action, Instant startBy) {
      made++;
      if (made == 2) {
        onSecond.run();
      }
      return new Joined.Carried(RECORD);
    }

    @Override
    public Optional<Code> stopped(SealedAction action) {
      return stopped;
    }

    @Override
    public Ending perform(SealedAction action, Claim claim, LedgerTime time) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ConsumerGroupMetadata group() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deliver(int partition, long offset) {}

    @Override
    public void committed(Turn turn, Optional<Instant> appended) {}

    @Override
    public void moved() {}

    @Override
    public void failed(String result) {}

    @Override
    public void stop(RuntimeException cause) {}
  }
}
