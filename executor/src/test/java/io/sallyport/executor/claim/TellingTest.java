package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What one turn tells whoever remembers for the validator, or witnesses its chain. */
class TellingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final ChainHead HEAD = new ChainHead("pay-1", 5, DIGEST);
  private static final Place PLACE = new Place(40, HEAD, 20);
  private static final ConsumerGroupMetadata GROUP = new MockConsumer<>("none").groupMetadata();
  private static final Step START =
      new Step.Start(
          new Claim(
              action(Optional.empty()),
              Optional.empty(),
              7,
              Claim.Order.of("key"),
              Claim.Try.of(1),
              "nonce",
              NOW.plusSeconds(40),
              NOW.plusSeconds(600)));
  private static final Step REJECT = new Step.Reject(new Rejection(8, Code.EXPIRED, NOW), DIGEST);

  private final ReceiptWriter receipts = new ReceiptWriter("x/pay", SigningKey.generate());
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private Instant now = NOW;
  private final TurnWriter writer = TurnWriter.fence(cell(), 1, producer);

  @Test
  void tellsTheMemoryOfItsKeyTheSameReceipt() {
    DeskKey desk = DeskKey.ofOrder("pay", "lane-0");
    write(List.of(end(Optional.empty()), end(Optional.of(desk)), REJECT));

    List<ProducerRecord<byte[], byte[]>> told =
        told().stream().filter(each -> !isWord(each)).toList();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().key()).isEqualTo(desk.bytes().toArray());
    assertThat(told.getFirst().partition())
        .isEqualTo(Partitions.of(told.getFirst().key(), 3))
        .isEqualTo(2);
    assertThat(told.getFirst().value()).isEqualTo(written().get(1).value());
  }

  @Test
  void tellsItsWitnessTheNewestReceiptOfTheTurn() {
    write(List.of(end(Optional.empty()), REJECT));

    assertThat(told()).hasSize(1);
    ProducerRecord<byte[], byte[]> word = told().getFirst();
    assertThat(word.key()).isEqualTo(DeskKey.ofChain("pay-1").bytes().toArray());
    assertThat(word.partition()).isEqualTo(Partitions.of(word.key(), 3));
    assertThat(word.value()).isEqualTo(written().getLast().value());
    assertThat(word.headers()).isEmpty();
  }

  @Test
  void tellsItsWitnessNothingOfATurnWithoutReceipts() {
    write(List.of(START));

    assertThat(told()).isEmpty();
    assertThat(writer.isOwing(NOW.plusSeconds(3600))).isFalse();
  }

  @Test
  void tellsItsWitnessNoOftenerThanItMay() {
    write(List.of(REJECT));
    now = NOW.plusSeconds(59);
    write(List.of(REJECT));
    assertThat(told()).hasSize(1);

    now = NOW.plusSeconds(60);
    assertThat(writer.isOwing(now)).isTrue();
    write(List.of());

    assertThat(told()).hasSize(2);
    assertThat(told().getLast().value()).isEqualTo(written().getLast().value());
    assertThat(writer.isOwing(now.plusSeconds(3600))).isFalse();
  }

  @Test
  void tellsWhatWasRefusedOnceItIsWrittenAgain() {
    producer.sendOffsetsToTransactionException = new CommitFailedException("moved on");
    write(List.of(REJECT));
    producer.sendOffsetsToTransactionException = null;
    assertThat(told()).isEmpty();

    write(List.of(REJECT));

    assertThat(told()).hasSize(1);
  }

  private void write(List<Step> steps) {
    var _ = writer.write(new Turn(steps, 7, 30), List.of(), PLACE, GROUP);
  }

  private static boolean isWord(ProducerRecord<byte[], byte[]> record) {
    return Bytes.of(record.key()).equals(DeskKey.ofChain("pay-1").bytes());
  }

  private List<ProducerRecord<byte[], byte[]>> told() {
    return sent("sallyport.outcomes.pay");
  }

  private List<ProducerRecord<byte[], byte[]>> written() {
    return sent("sallyport.receipts.pay");
  }

  private List<ProducerRecord<byte[], byte[]>> sent(String topic) {
    return producer.history().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private static ReceiptBody.Action action(Optional<DeskKey> desk) {
    return new ReceiptBody.Action(
        new ActionId("A".repeat(43)), "x", Effect.WRITE, "pay", DIGEST, Optional.empty(), desk);
  }

  private static Step end(Optional<DeskKey> desk) {
    ReceiptBody.Action action = action(desk);
    return new Step.End(
        new Outcome(
            action.id(), 7, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 1, NOW, NOW.plusSeconds(9)),
        action,
        Optional.empty(),
        Optional.of(new Attempt(1, Optional.of("nonce"))),
        Optional.empty(),
        Optional.empty());
  }

  private Cell cell() {
    return new Cell(
        new Topics("sallyport"),
        "pay",
        new Cell.Ground(2, 3, Duration.ofDays(15)),
        new LedgerLimits(10, 10, 10, 10, 1, Duration.ZERO, 1000),
        BundleVersion.unsigned(DIGEST),
        receipts,
        Duration.ofMinutes(1),
        new Cell.Clients(Map.of(), new Passing()));
  }

  /** The clock of this test. */
  private final class Passing extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
