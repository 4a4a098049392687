package io.sallyport.cli.doubt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommands;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cell that leaves actions in doubt and writes what operators say, as its executor does. */
record CellOnStage(EmbeddedBroker broker, Topics topics, Chain chain, ResolveCommands operators) {
  static final Digest FINGERPRINT = Digest.of(new byte[] {1});

  /** An action whose outcome nobody knows. */
  ActionId inDoubt(String letter, Effect effect) {
    ActionId id = new ActionId(letter.repeat(42) + "A");
    Instant started = Instant.parse("2026-11-21T10:00:00Z");
    Execution.Lease lease = new Execution.Lease("c3RyaWN0bHktcmFuZG9t00", "ci", Optional.empty());
    write(
        new ReceiptBody.Outcome(
            new ReceiptBody.Action(
                id,
                "com.example.Deploy",
                effect,
                "deployments",
                FINGERPRINT,
                Optional.of(Classification.INTERNAL),
                Optional.empty()),
            Optional.of(NamedReceipt.of("gate-0/7")),
            new Origin(topics.trusted("deployments"), 0, 5),
            OutcomeResult.IN_DOUBT,
            Code.OUTCOME_UNKNOWN,
            Optional.of(new Attempt(1, Optional.of("nonce"))),
            Optional.empty(),
            Optional.of(new Execution(started, started.plusSeconds(2), Optional.of(lease)))));
    return id;
  }

  /** Waits for one more command than {@code before}, and records what it says. */
  void recordNext(int before) {
    List<ConsumerRecord<byte[], byte[]>> commands = commands();
    while (commands.size() <= before) {
      commands = commands();
    }
    record(commands.get(before));
  }

  private void record(ConsumerRecord<byte[], byte[]> record) {
    ResolveCommands.Read.Signed command = read(new String(record.value(), UTF_8), record);
    List<Statement> statements = new ArrayList<>();
    Headers.ascii(record.headers(), Headers.CONFIRMED)
        .map(jws -> read(jws, record))
        .map(first -> Statement.of(first.command(), first.digest()))
        .ifPresent(statements::add);
    statements.add(Statement.of(command.command(), command.digest()));
    ResolveCommand.Doubt doubt = command.command().doubt();
    write(
        new ReceiptBody.Resolved(
            new ReceiptBody.Action(
                doubt.action(),
                "com.example.Deploy",
                Effect.WRITE,
                "deployments",
                FINGERPRINT,
                Optional.of(Classification.INTERNAL),
                Optional.empty()),
            new Resolution(
                doubt.receipt(), doubt.digest(), command.command().word().finding(), statements)));
  }

  private ResolveCommands.Read.Signed read(String jws, ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    return (ResolveCommands.Read.Signed) operators.read(jws, at, Instant.now());
  }

  /** All commands, in order. */
  List<ConsumerRecord<byte[], byte[]>> commands() {
    Map<String, Object> settings = new HashMap<>(broker.clientProperties("executor-deployments"));
    TopicPartition source = new TopicPartition(topics.commands(), 0);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
      while (consumer.position(source) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** Somebody with the operator's Kafka credentials writes whatever it likes. */
  void command(String audience, String value) throws InterruptedException, ExecutionException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.clientProperties("operator"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topics.commands(),
                  0,
                  Bytes.utf8(audience).toArray(),
                  Bytes.utf8(value).toArray()))
          .get();
    }
  }

  void write(ReceiptBody body) {
    write(chain.append(body));
  }

  void write(ReceiptRecord receipt) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.clientProperties("executor-deployments"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  receipt.topic(),
                  receipt.partition(),
                  Bytes.utf8(receipt.chain()).toArray(),
                  Bytes.utf8(receipt.jws()).toArray()))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
