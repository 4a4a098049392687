package io.sallyport.executor.claim;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.ledger.Outgoing;
import io.sallyport.executor.ledger.Turn.Step;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The records that one turn carries to targets' topics. They are sent before anything else of the
 * turn: one that is not taken aborts the transaction, and the turn is written again without it.
 * Used once, by the thread that writes the turn.
 */
final class Freight {
  private final Producer<byte[], byte[]> producer;
  private final Clock clock;
  private final AtomicReference<Optional<Failure>> first = new AtomicReference<>(Optional.empty());
  private final Map<Long, Origin> places = new HashMap<>();
  private Instant started = Instant.EPOCH;
  private Instant finished = Instant.EPOCH;

  /** The first record that was not taken; the others failed because of it, or were not sent. */
  private record Failure(Step.Join join, Exception cause) {}

  Freight(Producer<byte[], byte[]> producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** Sends the records and awaits their places; which actions must be left out, by their offset. */
  Map<Long, Code> load(List<Step.Join> joins) {
    if (joins.isEmpty()) {
      return Map.of();
    }
    started = clock.instant();
    Map<Long, Future<RecordMetadata>> sent = new HashMap<>();
    for (Step.Join join : joins) {
      if (first.get().isEmpty()) {
        send(join).ifPresent(future -> sent.put(join.record().offset(), future));
      }
    }
    producer.flush();
    finished = clock.instant();
    if (first.get().isPresent()) {
      return refused(first.get().get(), joins);
    }
    sent.forEach((offset, future) -> places.put(offset, place(future.resultNow())));
    return Map.of();
  }

  private Optional<Future<RecordMetadata>> send(Step.Join join) {
    Outgoing record =
        join.carried().orElseThrow(() -> new IllegalStateException("a record was not made"));
    try {
      return Optional.of(
          producer.send(
              record(record),
              (_, failure) -> {
                if (failure != null) {
                  first.compareAndSet(Optional.empty(), Optional.of(new Failure(join, failure)));
                }
              }));
    } catch (KafkaException e) {
      if (first.get().isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Outgoing outgoing) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            outgoing.topic(),
            outgoing.partition().orElse(null),
            outgoing.key().map(Bytes::toArray).orElse(null),
            outgoing.value().toArray());
    outgoing
        .headers()
        .forEach((name, value) -> record.headers().add(name, Bytes.utf8(value).toArray()));
    return record;
  }

  private static Origin place(RecordMetadata metadata) {
    if (!metadata.hasOffset()) {
      throw new KafkaException("a record has no offset");
    }
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** What is wrong with one record is its own; anything else concerns its whole topic. */
  private static Map<Long, Code> refused(Failure failure, List<Step.Join> joins) {
    Code code = code(failure.cause());
    if (code == Code.RECORD_TOO_LARGE) {
      return Map.of(failure.join().record().offset(), code);
    }
    Map<Long, Code> refused = new HashMap<>();
    Optional<String> topic = failure.join().carried().map(Outgoing::topic);
    joins.stream()
        .filter(join -> join.carried().map(Outgoing::topic).equals(topic))
        .forEach(join -> refused.put(join.record().offset(), code));
    return refused;
  }

  private static Code code(Exception failure) {
    return switch (failure) {
      case RecordTooLargeException _, RecordBatchTooLargeException _ -> Code.RECORD_TOO_LARGE;
      case TopicAuthorizationException _,
          UnknownTopicOrPartitionException _,
          InvalidTopicException _ ->
          Code.TOPIC_UNUSABLE;
      default -> Code.RECORD_REFUSED;
    };
  }

  /** How an action ends whose record was taken; the offset holds once the turn is committed. */
  Step.End taken(Step.Join join) {
    Outgoing record = join.carried().orElseThrow();
    Optional<Origin> place = Optional.ofNullable(places.get(join.record().offset()));
    Digest digest = Digest.of(record.value().toArray());
    return join.taken(
        new Response(1, digest, Optional.of(place.orElseThrow())),
        new Execution(started, finished, Optional.empty()));
  }
}
