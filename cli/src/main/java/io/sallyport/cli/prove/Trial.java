package io.sallyport.cli.prove;

import io.sallyport.cli.data.BrokerAnswer;
import io.sallyport.cli.prove.Answer.Allowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Has one principal try everything, so that nothing changes where an attempt succeeds: it reads,
 * writes records that are too large, commits to a topic that is not there, asks for transactions
 * without opening one, and has the broker say what else it may, or judge it without doing it. Used
 * by one thread.
 */
final class Trial implements AutoCloseable {
  static final String NOWHERE = "sallyport-proof-of-no-such-topic";

  private final Admin admin;
  private final DryRun dryRun;
  private final Records records;
  private final Duration timeout;
  private final Map<String, Set<AclOperation>> topics = new HashMap<>();
  private Set<AclOperation> cluster = Set.of();

  Trial(Map<String, Object> client, Map<String, Integer> tooLarge, Duration timeout) {
    this.admin = Admin.create(client);
    this.dryRun = new DryRun(admin, new Markers(client, timeout), timeout);
    this.records = new Records(client, tooLarge, timeout);
    this.timeout = timeout;
  }

  /** The cluster's id; a broker that does not answer is the end of it. */
  String cluster() {
    return BrokerAnswer.await(admin.describeCluster().clusterId(), timeout, "reach the cluster");
  }

  /** Tries all of it as {@code principal}, who should be who tries. */
  List<Tried> all(String principal, Matrix matrix) {
    List<Cell> cells = matrix.cells();
    ask(cells);
    List<Tried> tried = new ArrayList<>();
    for (Cell cell : cells) {
      boolean granted = matrix.isGranted(principal, cell);
      tried.add(new Tried(cell.attempt(), Answer.of(granted, allowed(cell, granted))));
    }
    return List.copyOf(tried);
  }

  /** Has the broker say what it would allow. */
  private void ask(List<Cell> cells) {
    Set<String> names = new TreeSet<>();
    cells.stream()
        .filter(cell -> cell.type() == ResourceType.TOPIC)
        .forEach(cell -> names.add(cell.name()));
    DescribeTopicsOptions rights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(names, rights).topicNameValues();
    found.forEach((name, description) -> {
      try {
        topics.put(name, get(description).authorizedOperations());
      } catch (AuthorizationException e) {
        topics.put(name, Set.of());
      } catch (UnknownTopicOrPartitionException | TimeoutException e) {
        // stays unknown
      }
    });
    DescribeClusterOptions own = new DescribeClusterOptions().includeAuthorizedOperations(true);
    cluster =
        BrokerAnswer.await(
            admin.describeCluster(own).authorizedOperations(), timeout, "ask for its rights");
  }

  private Allowed allowed(Cell cell, boolean granted) {
    return switch (cell.type()) {
      case TOPIC -> topic(cell, granted);
      case GROUP -> commits(cell.name());
      case TRANSACTIONAL_ID -> transacts(cell.name());
      default -> said(cluster, cell);
    };
  }

  /** Tells nobody who may not describe a resource what else it may with it. */
  private Allowed said(Set<AclOperation> rights, Cell cell) {
    return rights.isEmpty() ? dryRun.allowed(cell) : Allowed.of(rights.contains(cell.operation()));
  }

  /**
   * What is granted is not done: the broker's word is enough for it. Nor is anything with a topic
   * that may not be there, since that may create it.
   */
  private Allowed topic(Cell cell, boolean granted) {
    Set<AclOperation> rights = topics.get(cell.name());
    if (rights == null) {
      return Allowed.UNKNOWN;
    }
    Allowed said = said(rights, cell);
    if (granted) {
      return said;
    }
    return switch (cell.operation()) {
      case READ -> said.or(records.read(cell.name()));
      case WRITE -> said.or(records.write(cell.name()));
      default -> said;
    };
  }

  /** Who may commit is told that it may not read the topic, or that there is none. */
  private Allowed commits(String group) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Map.of(new TopicPartition(NOWHERE, 0), new OffsetAndMetadata(0));
    try {
      get(admin.alterConsumerGroupOffsets(group, offsets).all());
      return Allowed.YES;
    } catch (GroupAuthorizationException e) {
      return Allowed.NO;
    } catch (TopicAuthorizationException | UnknownTopicOrPartitionException e) {
      return Allowed.YES;
    } catch (TimeoutException e) {
      return Allowed.UNKNOWN;
    }
  }

  /** To open a transaction would end another's; who may open one may describe it. */
  private Allowed transacts(String id) {
    try {
      get(admin.describeTransactions(List.of(id)).description(id));
      return Allowed.YES;
    } catch (AuthorizationException e) {
      return Allowed.NO;
    } catch (TransactionalIdNotFoundException e) {
      return Allowed.YES;
    } catch (TimeoutException e) {
      return Allowed.UNKNOWN;
    }
  }

  /** What a broker answers; a refusal is thrown as it is, anything else as no answer. */
  private <T> T get(KafkaFuture<T> future) throws TimeoutException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case AuthorizationException refused -> throw refused;
        case UnknownTopicOrPartitionException none -> throw none;
        case TransactionalIdNotFoundException none -> throw none;
        case null, default -> throw noAnswer(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer(e);
    }
  }

  private static TimeoutException noAnswer(Exception why) {
    TimeoutException none = new TimeoutException(String.valueOf(why.getMessage()));
    none.initCause(why);
    return none;
  }

  @Override
  public void close() {
    records.close();
    admin.close(Duration.ZERO);
  }
}
