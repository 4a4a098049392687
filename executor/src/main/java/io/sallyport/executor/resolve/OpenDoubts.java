package io.sallyport.executor.resolve;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.OutcomeResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The cell's actions in doubt that nobody has resolved: of all its partitions, whoever owns them,
 * and of former owners. It reads the whole ledger once and then follows it, on a thread of its own;
 * nothing that acts depends on it. Any thread may ask.
 */
public final class OpenDoubts implements AutoCloseable {
  /** How many are told apart; where there are more, somebody has been called long ago. */
  static final int MOST = 10_000;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> ledger;
  private final Duration remembered;
  private final Clock clock;
  private final Map<ActionId, Instant> open = new ConcurrentHashMap<>();
  private final Follower follower;
  private volatile boolean caughtUp;

  /**
   * Not started; it owns {@code consumer}, which reads committed records only.
   *
   * @param ledger all partitions of the cell's ledger
   * @param remembered how long after its outcome a doubt can be resolved
   */
  public OpenDoubts(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> ledger,
      Duration remembered,
      Clock clock) {
    this.consumer = consumer;
    this.ledger = List.copyOf(ledger);
    this.remembered = remembered;
    this.clock = clock;
    this.follower = new Follower("doubts", consumer, new Ledger());
  }

  /** Starts to read. */
  public void start() {
    follower.start();
  }

  /** How many there are; empty until all that the ledger held at the start is read. */
  public OptionalInt count() {
    Instant since = clock.instant().minus(remembered);
    open.values().removeIf(at -> at.isBefore(since));
    boolean isKnown = caughtUp && follower.isReading();
    return isKnown ? OptionalInt.of(open.size()) : OptionalInt.empty();
  }

  private final class Ledger implements Follower.Reading {
    private Map<TopicPartition, Long> ends = Map.of();

    @Override
    public void begin() {
      caughtUp = false;
      ends = Map.copyOf(consumer.endOffsets(ledger));
      consumer.assign(ledger);
      consumer.seekToBeginning(ledger);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      LedgerCodec.parse(value).ifPresent(OpenDoubts.this::take);
    }

    @Override
    public void taken() {
      caughtUp =
          caughtUp
              || ends.entrySet().stream()
                  .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
    }
  }

  private void take(LedgerRecord record) {
    switch (record) {
      case LedgerRecord.Outcome outcome -> {
        if (outcome.result() == OutcomeResult.IN_DOUBT && open.size() < MOST) {
          open.putIfAbsent(outcome.action(), outcome.at());
        }
      }
      case LedgerRecord.Resolution resolution -> open.remove(resolution.action());
      case LedgerRecord.Claim _, LedgerRecord.Postponement _, LedgerRecord.Rejection _ -> {}
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
