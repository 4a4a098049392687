package io.sallyport.executor;

import io.sallyport.contract.Topics;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.bundle.HandlerDocument;
import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.bundle.Roots;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.cluster.ClusterCheck;
import io.sallyport.executor.handler.jar.JavaHandler;
import io.sallyport.executor.handler.jar.JavaSpec;
import io.sallyport.executor.handler.kafka.KafkaSpec;
import io.sallyport.executor.handler.kafka.TargetTopic;
import io.sallyport.executor.handler.process.ProcessHandler;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold before an executor joins its group; used once, blocks. */
final class StartChecks {
  private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);
  private static final Duration RESERVE = Duration.ofDays(7);
  private static final String TRANSACTIONS = "transaction.version";
  private static final int TRANSACTIONS_LEVEL = 2;
  private static final Map<String, String> LEDGER_SETTINGS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.bytes", "-1",
          "unclean.leader.election.enable", "false");
  private static final Map<String, String> STAMPED =
      Map.of("message.timestamp.type", "LogAppendTime");
  private static final Map<String, String> REVOCATION_SETTINGS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.bytes", "-1",
          "retention.ms", "-1",
          "unclean.leader.election.enable", "false");

  private final ExecutorConfig config;
  private final Topics topics;
  private final String cell;

  StartChecks(ExecutorConfig config) {
    this.config = config;
    this.topics = config.identity().topics();
    this.cell = config.scope().cell();
  }

  /** Refuses authority that lies around, and closes this process's memory to others. */
  void checkProcess(Ambient ambient) {
    config.authority().strict().check(ambient);
  }

  /** With a minter, nothing that leases are made from may be within reach. */
  void checkRoots(Roots roots) {
    List<Path> found = config.authority().minter().isPresent() ? roots.readable() : List.of();
    if (config.authority().strict().on() && !found.isEmpty()) {
      throw new StartException(
          "strict: the minter has what leases are made from, but this process can read "
              + String.join(", ", found.stream().map(Path::toString).toList())
              + "; move it to the minter's home, for the minter's user only, and make it anew");
    }
  }

  /** Tries the sandboxes of programs; refuses where one does not hold. */
  static void checkPrograms(List<HandlerDocument> handlers) {
    for (HandlerDocument handler : handlers) {
      switch (handler.kind()) {
        case Kind.Program(ProcessSpec spec) ->
            check(handler.name(), spec, ProcessHandler.problem(spec));
        case Kind.Java(JavaSpec spec) ->
            check(handler.name(), spec.process(), JavaHandler.problem(spec));
        case Kind.Ssh(SshSpec spec) ->
            check(handler.name(), spec.process(), ProcessHandler.problem(spec.process()));
        case Kind.Http _, Kind.Sql _, Kind.Kafka _ -> {}
      }
    }
  }

  private static void check(String handler, ProcessSpec program, Optional<String> found) {
    found.ifPresent(problem -> {
      throw new StartException("handler " + handler + ": " + problem);
    });
    LOG.info("handler {}: its program is held by {}", handler, program.layers());
  }

  /** Refuses a target's topic that is one of ours, or that would not take records. */
  void checkTargets(List<HandlerDocument> handlers, Admin admin) {
    for (HandlerDocument handler : handlers) {
      if (handler.kind() instanceof Kind.Kafka(KafkaSpec spec)) {
        Optional<String> problem =
            topics.isForeign(spec.topic())
                ? new TargetTopic(spec, admin, Clock.systemUTC()).problem()
                : Optional.of("topic " + spec.topic() + " is one of Sallyport's own");
        problem.ifPresent(text -> {
          throw new StartException("handler " + handler.name() + ": kafka: " + text);
        });
      }
    }
  }

  /** Checks cluster and topics. */
  Cell.Ground checkBroker(Admin admin) {
    ClusterCheck.require(admin, config.scope().environment());
    checkTransactions(admin);
    checkRevocations(admin);
    int partitions = partitions(admin);
    Config ledger = settings(admin, topics.ledger(cell));
    checkLedger(ledger);
    Duration kept = retention(topics.ledger(cell), ledger);
    Duration needed =
        retention(topics.trusted(cell), settings(admin, topics.trusted(cell)))
            .plus(config.scope().maxTtl())
            .plus(RESERVE);
    if (kept.compareTo(needed) < 0) {
      throw new StartException(
          "retention.ms of "
              + topics.ledger(cell)
              + " must be at least that of "
              + topics.trusted(cell)
              + " plus maxTtl plus 7 days, or what was performed could be forgotten");
    }
    return new Cell.Ground(partitions, outcomes(admin), kept);
  }

  /**
   * With the older protocol a message of a former transaction that comes late can end up in the
   * next one (KIP-890): a claim that counts as committed and is not, or the other way round.
   */
  private static void checkTransactions(Admin admin) {
    Map<String, FinalizedVersionRange> features =
        ClusterCheck.answer(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    FinalizedVersionRange found = features.get(TRANSACTIONS);
    int level = found == null ? 0 : found.maxVersionLevel();
    if (level < TRANSACTIONS_LEVEL) {
      throw new StartException(
          "the cluster's "
              + TRANSACTIONS
              + " is "
              + level
              + " and must be 2 or later; with all brokers at Kafka 4.0 or later run"
              + " kafka-features.sh upgrade --feature transaction.version=2");
    }
  }

  /** Whatever takes a record from the ledger before its time lets an action happen again. */
  private void checkLedger(Config ledger) {
    String topic = topics.ledger(cell);
    check(topic, ledger, LEDGER_SETTINGS, "what was performed could be forgotten");
    check(topic, ledger, STAMPED, "nobody could tell that this machine's clock is behind");
  }

  /** Whatever takes a record from there lifts what nobody lifted. */
  private void checkRevocations(Admin admin) {
    String topic = topics.revocations();
    Config found = settings(admin, topic);
    check(topic, found, REVOCATION_SETTINGS, "what was revoked could be forgotten");
    if (ClusterCheck.answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .anyMatch(each -> each.partitions().size() != 1)) {
      throw new StartException(topic + " must have one partition: a new one would not be read");
    }
  }

  private static void check(
      String topic, Config found, Map<String, String> needed, String consequence) {
    needed.forEach((name, value) -> {
      if (!value(topic, found, name).equals(value)) {
        throw new StartException(
            name + " of " + topic + " must be " + value + ", or " + consequence);
      }
    });
  }

  /** What is not shown is not believed: it could be anything. */
  static String value(String topic, Config found, String name) {
    return Optional.ofNullable(found.get(name))
        .flatMap(entry -> Optional.ofNullable(entry.value()))
        .orElseThrow(() ->
            new StartException(
                "the brokers do not show "
                    + name
                    + " of "
                    + topic
                    + ", which must be known: a Kafka service that hides it is none for"
                    + " Sallyport"));
  }

  private int partitions(Admin admin) {
    return samePartitions(
        admin,
        List.of(topics.trusted(cell), topics.ledger(cell), topics.receipts(cell)),
        "trusted, ledger and receipts of a cell have as many partitions");
  }

  /**
   * The validator's memory of a key lies on one partition, and what it must hear of on the same.
   */
  private int outcomes(Admin admin) {
    String outcomes = topics.outcomes(cell);
    return samePartitions(
        admin,
        List.of(outcomes, topics.desk()),
        outcomes
            + " must have as many partitions as "
            + topics.desk()
            + ", or endings would not reach the memory that they are for; delete it, and"
            + " sallyport topics apply makes it as the manifest says");
  }

  private static int samePartitions(Admin admin, List<String> names, String otherwise) {
    List<Integer> counts =
        ClusterCheck.answer(admin.describeTopics(names).allTopicNames()).values().stream()
            .map(topic -> topic.partitions().size())
            .distinct()
            .toList();
    if (counts.size() != 1) {
      throw new StartException(otherwise);
    }
    return counts.getFirst();
  }

  private static Config settings(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return ClusterCheck.answer(admin.describeConfigs(List.of(resource)).all())
        .values()
        .iterator()
        .next();
  }

  private static Duration retention(String topic, Config found) {
    long millis = Long.parseLong(value(topic, found, "retention.ms"));
    return millis < 0 ? Duration.ofDays(36_500) : Duration.ofMillis(millis);
  }
}
