package io.sallyport.executor.claim;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.outcome.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the turns of one partition, each as one transaction of the partition's own producer.
 * Created fenced: from then on no former owner can commit. One thread at a time; blocks.
 */
public final class TurnWriter implements AutoCloseable {
  private final Cell cell;
  private final int partition;
  private final String ledger;
  private final String receiptsTopic;
  private final String outcomes;
  private final Receipts receipts;
  private final Words words;
  private final Producer<byte[], byte[]> producer;

  /** How a transaction ended. */
  public sealed interface Written {
    /**
     * It is committed.
     *
     * @param place where ledger and chain stand now
     * @param appended when the broker appended the last of its ledger records, if it had any; far
     *     in the future if the broker did not say
     */
    record Committed(Place place, Optional<Instant> appended) implements Written {}

    /** The group has moved on; nothing of it is visible and it may be written again. */
    record Refused() implements Written {}

    /**
     * A target's topic did not take a record, or the broker says that an action's time is over;
     * nothing of it is visible and it may be written again without these actions, named by their
     * offsets.
     */
    record Spoiled(Map<Long, Code> refused) implements Written {
      /** Copies the offsets. */
      public Spoiled {
        refused = Map.copyOf(refused);
      }
    }

    /** Fenced, or nobody knows: this producer is of no further use. */
    record Lost(String reason) implements Written {}
  }

  private TurnWriter(Cell cell, int partition, Producer<byte[], byte[]> producer) {
    this.cell = cell;
    this.partition = partition;
    this.ledger = cell.names().ledger(cell.name());
    this.receiptsTopic = cell.names().receipts(cell.name());
    this.outcomes = cell.names().outcomes(cell.name());
    this.receipts = new Receipts(cell.names().trusted(cell.name()), partition);
    this.words = new Words(cell.witness());
    this.producer = producer;
  }

  /** A writer for the partition; the former owner's open transaction is aborted by now. */
  static TurnWriter fence(Cell cell, int partition) {
    String id = cell.names().executorTransaction(cell.name(), partition);
    return fence(
        cell,
        partition,
        new KafkaProducer<>(
            ClientSettings.producer(cell.clients().properties(), id),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  static TurnWriter fence(Cell cell, int partition, Producer<byte[], byte[]> producer) {
    TurnWriter writer = new TurnWriter(cell, partition, producer);
    boolean fenced = false;
    try {
      writer.producer.initTransactions();
      fenced = true;
    } finally {
      if (!fenced) {
        writer.close();
      }
    }
    return writer;
  }

  /**
   * Writes a turn.
   *
   * @param opening receipts before those of its steps
   * @param place where ledger and chain stand before it
   * @param group of this owner, taken together with the set of what it owns
   */
  public Written write(
      Turn turn, List<ReceiptBody> opening, Place place, ConsumerGroupMetadata group) {
    try {
      producer.beginTransaction();
      Freight freight = new Freight(producer, cell.clients().clock());
      Map<Long, Code> refused = freight.load(turn.joins());
      if (!refused.isEmpty()) {
        return abort(new Written.Spoiled(refused));
      }
      Turn whole =
          turn.with(step -> step instanceof Turn.Step.Join join ? freight.taken(join) : step);
      Instant now = cell.clients().clock().instant();
      words.begin();
      Sent sent = send(whole, opening, place, now);
      Map<Long, Code> late = late(turn.joins(), sent);
      if (!late.isEmpty()) {
        return abort(new Written.Spoiled(late));
      }
      words
          .due(now)
          .ifPresent(jws -> tell(DeskKey.ofChain(sent.place().head().chain()), jws.toArray()));
      producer.sendOffsetsToTransaction(offset(turn, sent.place()), group);
      producer.commitTransaction();
      words.committed(now);
      return new Written.Committed(sent.place(), appended(sent));
    } catch (CommitFailedException e) {
      return abort(new Written.Refused());
    } catch (KafkaException e) {
      return new Written.Lost(e.getClass().getSimpleName());
    }
  }

  /**
   * Where a partition's ledger and chain stand.
   *
   * @param end the next offset of the ledger, or a lower bound of it
   * @param head the chain of receipts
   * @param resolved the ledger offset of the last resolution
   */
  public record Place(long end, ChainHead head, long resolved) {}

  /** What was sent of a turn: where all stands then, and the last record of the ledger. */
  private record Sent(Place place, Optional<Future<RecordMetadata>> last) {}

  /** Whether the chain's newest receipt waits to be told, for which an empty turn is enough. */
  public boolean isOwing(Instant now) {
    return words.isOwing(now);
  }

  private Sent send(Turn turn, List<ReceiptBody> opening, Place before, Instant now) {
    ChainHead head = before.head();
    long resolved = before.resolved();
    Optional<Future<RecordMetadata>> last = Optional.empty();
    for (ReceiptBody body : opening) {
      head = sendReceipt(head, body, now);
    }
    for (Turn.Step step : turn.steps()) {
      if (step instanceof Turn.Step.Resolve(var resolution, var _)) {
        Future<RecordMetadata> sent = sendLedger(resolution.after(resolved));
        resolved = await(sent).offset();
        last = Optional.of(sent);
      } else {
        last = Optional.of(sendLedger(step.record()));
      }
      Optional<ReceiptBody> body = receipts.of(step);
      if (body.isPresent()) {
        head = sendReceipt(head, body.get(), now);
      }
    }
    return new Sent(new Place(before.end() + turn.steps().size(), head, resolved), last);
  }

  /** What the turn would perform too late by the broker's clock; known before the commit. */
  private Map<Long, Code> late(List<Turn.Step.Join> joins, Sent sent) {
    if (joins.isEmpty()) {
      return Map.of();
    }
    Instant over = appended(sent).orElse(Stamps.NEVER).minus(cell.limits().skew());
    return joins.stream()
        .filter(join -> !join.expires().isAfter(over))
        .collect(Collectors.toMap(join -> join.record().offset(), _ -> Code.EXPIRED));
  }

  private Optional<Instant> appended(Sent sent) {
    return sent.last().map(last -> Stamps.of(await(last)));
  }

  /** Where it lies, exactly, and since when. */
  private RecordMetadata await(Future<RecordMetadata> sent) {
    if (!sent.isDone()) {
      producer.flush();
    }
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("not written", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** A send that fails fails the commit, so its own result need not be awaited. */
  private Future<RecordMetadata> sendLedger(LedgerRecord record) {
    byte[] key = Bytes.utf8(record.key()).toArray();
    long time = Stamps.NEVER.toEpochMilli();
    return producer.send(
        new ProducerRecord<>(ledger, partition, time, key, LedgerCodec.write(record)));
  }

  private ChainHead sendReceipt(ChainHead head, ReceiptBody body, Instant now) {
    ReceiptWriter.Appended appended = cell.receipts().append(head, body, now);
    byte[] jws = Bytes.utf8(appended.jws()).toArray();
    byte[] key = Bytes.utf8(head.chain()).toArray();
    var _ = producer.send(new ProducerRecord<>(receiptsTopic, partition, key, jws));
    Receipts.desk(body).ifPresent(desk -> tell(desk, jws));
    words.wrote(jws);
    return appended.head();
  }

  /**
   * Whoever remembers for the validator, or witnesses, reads the same receipt, on the partition of
   * its own key.
   */
  private void tell(DeskKey desk, byte[] jws) {
    byte[] key = desk.bytes().toArray();
    int place = Partitions.of(key, cell.ground().outcomes());
    var _ = producer.send(new ProducerRecord<>(outcomes, place, key, jws));
  }

  private Map<TopicPartition, OffsetAndMetadata> offset(Turn turn, Place place) {
    Bookmark bookmark =
        new Bookmark(
            turn.low(),
            place.end(),
            place.head(),
            cell.clients().clock().instant(),
            cell.partitions(),
            cell.bundle(),
            place.resolved());
    return Map.of(cell.trusted(partition), new OffsetAndMetadata(turn.lowest(), bookmark.text()));
  }

  private Written abort(Written reason) {
    try {
      producer.abortTransaction();
      return reason;
    } catch (KafkaException e) {
      return new Written.Lost(e.getClass().getSimpleName());
    }
  }

  /** At once: a transaction under way is for the next owner to abort. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
