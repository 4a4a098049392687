package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** One turn is one transaction: all of it and in order, or nothing that anyone sees. */
class TurnWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final ReceiptBody.Action ACTION =
      new ReceiptBody.Action(
          new ActionId("A".repeat(43)),
          "x.Deploy",
          Effect.WRITE,
          "pay",
          DIGEST,
          Optional.of(Classification.INTERNAL),
          Optional.empty());
  private static final Step START =
      new Step.Start(
          new Claim(
              ACTION,
              Optional.empty(),
              7,
              Claim.Order.of("key"),
              Claim.Try.of(1),
              "nonce",
              NOW.plusSeconds(40),
              NOW.plusSeconds(600)));
  private static final Step END = end(ACTION);
  private static final Step REJECT = new Step.Reject(new Rejection(8, Code.EXPIRED, NOW), DIGEST);
  private static final Step JOIN =
      new Step.Join(
          (Step.End) END,
          NOW.plusSeconds(9),
          Optional.of(
              new Outgoing(
                  "orders", Optional.of(0), Optional.empty(), Bytes.utf8("tea"), Map.of())));
  private static final ChainHead HEAD = new ChainHead("pay-1", 5, DIGEST);
  private static final Place PLACE = new Place(40, HEAD, 20);
  private static final ConsumerGroupMetadata GROUP = new MockConsumer<>("none").groupMetadata();

  private final ReceiptWriter receipts = new ReceiptWriter("x/pay", SigningKey.generate());
  private final StampingProducer producer = new StampingProducer(NOW);
  private final TurnWriter writer = TurnWriter.fence(cell(receipts), 1, producer);

  @Test
  void fencesTheFormerOwnerFirst() {
    assertThat(producer.transactionInitialized()).isTrue();
  }

  @Test
  void writesLedgerInOrderOnThePartitionOfTheTrustedTopic() {
    write(List.of(START, END, REJECT));

    List<ProducerRecord<byte[], byte[]>> ledger = sent("sallyport.ledger.pay");
    assertThat(ledger)
        .extracting(record -> LedgerCodec.parse(record.value()).orElseThrow())
        .containsExactly(START.record(), END.record(), REJECT.record());
    assertThat(ledger).extracting(ProducerRecord::partition).containsOnly(1);
    assertThat(producer.commitCount()).isOne();
  }

  @Test
  void writesReceiptForEachEndingAndNoneForClaim() {
    Written written = write(List.of(START, END, REJECT));

    List<ProducerRecord<byte[], byte[]>> chain = sent("sallyport.receipts.pay");
    assertThat(chain).hasSize(2).extracting(record -> text(record.key())).containsOnly("pay-1");
    assertThat(receipts.headAfter("pay-1", text(chain.getLast().value()), NOW))
        .contains(((Written.Committed) written).place().head());
    assertThat(((Written.Committed) written).place().head().next()).isEqualTo(7);
  }

  @Test
  void beginsWithTheOpeningReceipts() {
    ReceiptBody opening = new ReceiptBody.Reload(BundleVersion.unsigned(DIGEST));
    Written written =
        writer.write(new Turn(List.of(REJECT), 7, 30), List.of(opening), PLACE, GROUP);

    String first = receipts.append(HEAD, opening, NOW).jws();
    assertThat(text(sent("sallyport.receipts.pay").getFirst().value())).isEqualTo(first);
    assertThat(((Written.Committed) written).place().head().next()).isEqualTo(7);
  }

  @Test
  void commitsTheOffsetWithWhatANewOwnerMustKnow() {
    Written.Committed written = (Written.Committed) write(List.of(START, END));

    OffsetAndMetadata offset = offset(new TopicPartition("sallyport.trusted.pay", 1));
    assertThat(offset.offset()).isEqualTo(7);
    assertThat(Bookmark.parse("pay-1", offset.metadata()))
        .contains(
            new Bookmark(
                30, 42, written.place().head(), NOW, 2, BundleVersion.unsigned(DIGEST), 20));
    assertThat(written.place().end()).isEqualTo(42);
  }

  @Test
  void abortsTurnThatTheGroupRefuses() {
    producer.sendOffsetsToTransactionException = new CommitFailedException("moved on");

    Written written = write(List.of(START));

    assertThat(written).isInstanceOf(Written.Refused.class);
    assertThat(producer.transactionAborted()).isTrue();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void writesRefusedTurnAgain() {
    producer.sendOffsetsToTransactionException = new CommitFailedException("moved on");
    write(List.of(START));
    producer.sendOffsetsToTransactionException = null;

    assertThat(write(List.of(START))).isInstanceOf(Written.Committed.class);
    assertThat(sent("sallyport.ledger.pay")).hasSize(1);
  }

  @Test
  void carriesRecordsFirstAndTellsWhereTheyLie() {
    Written written = write(List.of(START, JOIN));

    assertThat(written).isInstanceOf(Written.Committed.class);
    assertThat(producer.history()).extracting(ProducerRecord::topic).first().isEqualTo("orders");
    ReceiptBody.Outcome outcome = (ReceiptBody.Outcome) lastReceipt();
    assertThat(outcome.response())
        .contains(
            new Response(1, Digest.of(Bytes.utf8("tea")), Optional.of(new Origin("orders", 0, 0))));
    assertThat(outcome.performance().flatMap(Execution::lease)).isEmpty();
  }

  @Test
  void neverRecordsASuccessWithoutItsRecord() {
    Step planned = new Step.Join(((Step.Join) JOIN).end(), NOW, Optional.empty());

    assertThatThrownBy(() -> write(List.of(planned))).isInstanceOf(IllegalStateException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void isLostWhenItCannotSend() {
    producer.sendException = new TopicAuthorizationException(Set.of("orders"));

    assertThat(write(List.of(START, JOIN))).isInstanceOf(Written.Lost.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void isLostWhenTheAbortFails() {
    producer.sendOffsetsToTransactionException = new CommitFailedException("moved on");
    producer.abortTransactionException = new TimeoutException("no answer");

    assertThat(write(List.of(START))).isEqualTo(new Written.Lost("TimeoutException"));
  }

  @Test
  void isLostWhenNobodyKnowsWhetherItIsCommitted() {
    producer.commitTransactionException = new TimeoutException("no answer");

    assertThat(write(List.of(START))).isEqualTo(new Written.Lost("TimeoutException"));
  }

  @Test
  void isLostWhenFenced() {
    producer.fenceProducer();

    assertThat(write(List.of(START))).isEqualTo(new Written.Lost("ProducerFencedException"));
  }

  @Test
  void closesWhenItCannotFence() {
    MockProducer<byte[], byte[]> other = new MockProducer<>();
    other.initTransactionException = new ProducerFencedException("another owner");

    assertThatThrownBy(() -> TurnWriter.fence(cell(receipts), 1, other))
        .isInstanceOf(ProducerFencedException.class);
    assertThat(other.closed()).isTrue();
  }

  private static Step end(ReceiptBody.Action action) {
    return new Step.End(
        new Outcome(
            action.id(), 7, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 1, NOW, NOW.plusSeconds(9)),
        action,
        Optional.empty(),
        Optional.of(new Attempt(1, Optional.of("nonce"))),
        Optional.empty(),
        Optional.empty());
  }

  private ReceiptBody lastReceipt() {
    String jws = text(sent("sallyport.receipts.pay").getLast().value());
    byte[] payload = Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]);
    return ReceiptCodec.parse(Bytes.of(payload)).orElseThrow().body();
  }

  private Written write(List<Step> steps) {
    return writer.write(new Turn(steps, 7, 30), List.of(), PLACE, GROUP);
  }

  private List<ProducerRecord<byte[], byte[]>> sent(String topic) {
    return producer.history().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private OffsetAndMetadata offset(TopicPartition partition) {
    return producer.consumerGroupOffsetsHistory().stream()
        .flatMap(groups -> groups.entrySet().stream())
        .filter(group -> group.getKey().equals(GROUP.groupId()))
        .flatMap(group -> group.getValue().entrySet().stream())
        .filter(entry -> entry.getKey().equals(partition))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static Cell cell(ReceiptWriter receipts) {
    return new Cell(
        new Topics("sallyport"),
        "pay",
        new Cell.Ground(2, 3, Duration.ofDays(15)),
        new LedgerLimits(10, 10, 10, 10, 1, Duration.ZERO, 1000),
        BundleVersion.unsigned(DIGEST),
        receipts,
        Duration.ofMinutes(1),
        new Cell.Clients(Map.of(), Clock.fixed(NOW, ZoneOffset.UTC)));
  }
}
