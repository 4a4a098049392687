package io.sallyport.executor.handler.kafka;

import io.sallyport.contract.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says of a target's topic. A record that will not be taken is better known before
 * the transaction than by its abort. Asked once a second at most, while actions come; where nobody
 * answers, the last answer counts, and the transaction tells. Safe for any thread.
 */
public final class TargetTopic {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final KafkaSpec spec;
  private final Admin admin;
  private final Clock clock;
  private Optional<State> known = Optional.empty();
  private Instant asked = Instant.MIN;

  /** What is known of it. */
  private record State(int partitions, boolean writable, boolean needsKey, long maxMessage) {
    static final State UNUSABLE = new State(0, false, false, 0);
  }

  /** The topic of {@code spec}; asks nothing yet. */
  public TargetTopic(KafkaSpec spec, Admin admin, Clock clock) {
    this.spec = spec;
    this.admin = admin;
    this.clock = clock;
  }

  /** Why its records would not be taken, and what to do; for the start. */
  public Optional<String> problem() {
    State state = state().orElse(State.UNUSABLE);
    if (!isUsable(state)) {
      return Optional.of(
          "topic "
              + spec.topic()
              + " is not there, has not that partition, or may not be written and its settings"
              + " not read; create it, and name it in targets of the Topics document");
    }
    if (state.maxMessage() < spec.maxRecord().bytes() + KafkaSpec.OVERHEAD) {
      return Optional.of(
          "max.message.bytes of "
              + spec.topic()
              + " must be maxRecord and 1 KiB at least; lower maxRecord, or have it raised");
    }
    return state.needsKey() && spec.key().isEmpty()
        ? Optional.of("topic " + spec.topic() + " is compacted, so its records need a key")
        : Optional.empty();
  }

  /** Why a record of so many bytes would not be taken. */
  Optional<Code> refusal(long bytes) {
    Optional<State> state = state();
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (!isUsable(state.get())) {
      return Optional.of(Code.TOPIC_UNUSABLE);
    }
    return bytes + KafkaSpec.OVERHEAD > state.get().maxMessage()
        ? Optional.of(Code.RECORD_TOO_LARGE)
        : Optional.empty();
  }

  private boolean isUsable(State state) {
    return state.writable() && spec.partition().orElse(0) < state.partitions();
  }

  private synchronized Optional<State> state() {
    if (asked.isBefore(clock.instant().minus(FRESH))) {
      ask().ifPresent(answer -> known = Optional.of(answer));
      asked = clock.instant();
    }
    return known;
  }

  private Optional<State> ask() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.topic());
    try {
      TopicDescription topic =
          get(admin
                  .describeTopics(
                      List.of(spec.topic()),
                      new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .allTopicNames())
              .values()
              .iterator()
              .next();
      Config config =
          get(admin.describeConfigs(List.of(resource)).all()).values().iterator().next();
      return Optional.of(
          new State(
              topic.partitions().size(),
              topic.authorizedOperations().contains(AclOperation.WRITE),
              config.get("cleanup.policy").value().contains("compact"),
              Long.parseLong(config.get("max.message.bytes").value())));
    } catch (ExecutionException e) {
      return isAnswer(e.getCause()) ? Optional.of(State.UNUSABLE) : Optional.empty();
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean isAnswer(@Nullable Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        || failure instanceof TopicAuthorizationException
        || failure instanceof InvalidTopicException;
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
