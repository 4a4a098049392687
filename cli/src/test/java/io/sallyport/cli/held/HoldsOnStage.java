package io.sallyport.cli.held;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.action.ActionType;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A validator that holds what it is told to, and ends it as it is told. */
final class HoldsOnStage implements AutoCloseable {
  static final Environment ENVIRONMENT = new Environment("demo-x");
  static final String CELL = "deployments";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedBroker broker;
  private final Topics topics;
  private final Chain chain;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> verdicts;

  HoldsOnStage(EmbeddedBroker broker, Topics topics, SigningKey receiptKey) {
    this.broker = broker;
    this.topics = topics;
    this.chain = Chain.of(topics, "validator", "holds-0", receiptKey);
    var validator = broker.clientProperties("validator");
    this.producer =
        new KafkaProducer<>(validator, new ByteArraySerializer(), new ByteArraySerializer());
    this.verdicts =
        new KafkaConsumer<>(validator, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    receipt(Receipts.opened());
  }

  /** What is held: fields that a test cares about. */
  record Wish(ActionType type, String note, String requester, Instant deadline) {
    Wish requestedBy(String other) {
      return new Wish(type, note, other, deadline);
    }

    Wish until(Instant other) {
      return new Wish(type, note, requester, other);
    }

    Wish noting(String other) {
      return new Wish(type, other, requester, deadline);
    }
  }

  static Wish wish(ActionType type) {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    Instant deadline = now.plus(Duration.ofHours(1));
    return new Wish(type, "a new basket", "github:octo", deadline);
  }

  /** Holds an action; its id. */
  Held hold(Wish wish) {
    Held held = held(wish);
    hold(held);
    return held;
  }

  /** Holds exactly that. */
  void hold(Held held) {
    write(held, HeldCodec.write(held));
  }

  Held held(Wish wish) {
    return Holdings.held(wish, topics.trusted(CELL));
  }

  /** Writes any bytes under a hold's id. */
  void write(Held held, byte[] value) {
    send(new ProducerRecord<>(topics.held(CELL), key(held), value));
  }

  /** Writes what may be a verdict on a hold, as an approver's principal may. */
  void verdict(Held held, String text) {
    try (KafkaProducer<byte[], byte[]> approver =
        new KafkaProducer<>(
            broker.clientProperties("approver"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ =
          approver.send(new ProducerRecord<>(topics.approvals(), key(held), text.getBytes(UTF_8)));
    }
  }

  /** Writes a hold where it does not belong. */
  void misplace(Held held) {
    int right = Partitions.of(key(held), 2);
    send(new ProducerRecord<>(topics.held(CELL), 1 - right, key(held), HeldCodec.write(held)));
  }

  /** Ends a hold, as its verdicts say, and says so. */
  void end(Held held, DecisionResult result, Code code) {
    List<HoldEnding.Vote> votes = new ArrayList<>();
    for (String jws : verdicts(held)) {
      Verdict verdict = claims(jws);
      votes.add(
          new HoldEnding.Vote(verdict.person(), verdict.word(), Digest.of(jws.getBytes(UTF_8))));
    }
    Mandate.Grant grant = held.draft().grant();
    receipt(
        new ReceiptBody.HoldEnded(
            new ReceiptBody.Action(
                held.id(),
                grant.action(),
                grant.effect(),
                CELL,
                grant.fingerprint(),
                Optional.empty(),
                Optional.empty()),
            new HoldEnding(held.receipt(), result, code, List.of(), votes, Holdings.BUNDLE)));
    send(new ProducerRecord<>(topics.held(CELL), key(held), null));
  }

  /** Ends it once that many verdicts lie there. */
  void endAfter(Held held, int count, DecisionResult result, Code code) {
    Awaitility.await().atMost(PATIENCE).until(() -> verdicts(held).size() >= count);
    end(held, result, code);
  }

  static Verdict claims(String jws) {
    return VerdictCodec.parse(Bytes.of(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1])))
        .orElseThrow();
  }

  /** What was written about a hold, in order. */
  synchronized List<String> verdicts(Held held) {
    List<TopicPartition> all =
        List.of(
            new TopicPartition(topics.approvals(), 0), new TopicPartition(topics.approvals(), 1));
    List<String> found = new ArrayList<>();
    verdicts.assign(all);
    verdicts.seekToBeginning(all);
    var ends = verdicts.endOffsets(all);
    while (all.stream().anyMatch(each -> verdicts.position(each) < ends.getOrDefault(each, 0L))) {
      for (var record : verdicts.poll(Duration.ofMillis(50))) {
        if (new String(record.key(), UTF_8).equals(held.id().text())) {
          found.add(new String(record.value(), UTF_8));
        }
      }
    }
    return found;
  }

  private static byte[] key(Held held) {
    return held.id().text().getBytes(UTF_8);
  }

  private void receipt(ReceiptBody body) {
    ReceiptRecord record = chain.append(body);
    send(
        new ProducerRecord<>(
            record.topic(),
            record.partition(),
            record.chain().getBytes(UTF_8),
            record.jws().getBytes(UTF_8)));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    verdicts.close();
  }
}
