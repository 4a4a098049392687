package io.sallyport.cli.prove;

import io.sallyport.cli.prove.Answer.Allowed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Asks for what needs no Describe, where the broker does not say what it allows: it looks at the
 * rights and does not carry it out. Used by one thread.
 *
 * @param admin its client
 * @param markers for what brokers do
 * @param timeout how long each attempt may take
 */
record DryRun(Admin admin, Markers markers, Duration timeout) {

  /** Whoever may not describe a resource may do nothing that implies it. */
  Allowed allowed(Cell cell) {
    return switch (cell.operation()) {
      case CREATE -> create(isOfTheCluster(cell) ? Trial.NOWHERE : cell.name());
      case ALTER_CONFIGS -> alterConfigs(resource(cell));
      case DESCRIBE_CONFIGS -> judged(admin.describeConfigs(List.of(resource(cell))).all());
      case CLUSTER_ACTION -> actAsBroker();
      case READ, WRITE, DELETE, ALTER, DESCRIBE -> Allowed.NO;
      default -> Allowed.UNKNOWN;
    };
  }

  private Allowed create(String name) {
    NewTopic topic = new NewTopic(name, Optional.empty(), Optional.empty());
    CreateTopicsOptions checked = new CreateTopicsOptions().validateOnly(true);
    return judged(admin.createTopics(List.of(topic), checked).all());
  }

  /** It changes no setting, and not even that is done. */
  private Allowed alterConfigs(ConfigResource resource) {
    AlterConfigsOptions checked = new AlterConfigsOptions().validateOnly(true);
    return judged(admin.incrementalAlterConfigs(Map.of(resource, List.of()), checked).all());
  }

  private Allowed actAsBroker() {
    try {
      Node broker =
          admin.describeCluster().controller().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return markers.write(broker);
    } catch (ExecutionException | TimeoutException e) {
      return Allowed.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Allowed.UNKNOWN;
    }
  }

  private static boolean isOfTheCluster(Cell cell) {
    return cell.type() == ResourceType.CLUSTER;
  }

  /** The cluster's own settings are those of no particular broker. */
  private static ConfigResource resource(Cell cell) {
    return isOfTheCluster(cell)
        ? new ConfigResource(ConfigResource.Type.BROKER, "")
        : new ConfigResource(ConfigResource.Type.TOPIC, cell.name());
  }

  private Allowed judged(KafkaFuture<?> future) {
    try {
      future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Allowed.YES;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthorizationException refused -> Allowed.NO;
        case TopicExistsException authorized -> Allowed.YES;
        case UnknownTopicOrPartitionException authorized -> Allowed.YES;
        case PolicyViolationException authorized -> Allowed.YES;
        case null, default -> Allowed.UNKNOWN;
      };
    } catch (TimeoutException e) {
      return Allowed.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Allowed.UNKNOWN;
    }
  }
}
