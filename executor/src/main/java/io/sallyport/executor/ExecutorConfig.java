package io.sallyport.executor;

import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.Signers;
import io.sallyport.executor.cluster.Revoking;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.executor.hardening.Strictness;
import io.sallyport.executor.lane.Lanes;
import io.sallyport.executor.ledger.LedgerLimits;
import io.sallyport.executor.verify.Scope;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.KafkaProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An executor's configuration: one document of kind Executor.
 *
 * @param identity who it is, and for whom
 * @param authority what it may reach
 * @param bundle its bundle
 * @param home where relative file references start
 * @param admin where health and metrics are told
 * @param kafka the connection
 * @param keys what signs its receipts
 * @param limits its bounds
 */
record ExecutorConfig(
    Identity identity,
    Authority authority,
    Bundling bundle,
    Path home,
    AdminConfig admin,
    Map<String, Object> kafka,
    Keys keys,
    Limits limits) {
  private static final int MAX_OTHERS = 8;

  /** Copies the connection. */
  ExecutorConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Who it is, and for whom.
   *
   * @param topics the installation's names
   * @param scope what a mandate must say to count here
   * @param instance a stable name: its partitions wait for it over a restart
   */
  record Identity(Topics topics, Scope scope, Optional<String> instance) {}

  /**
   * Its bundle.
   *
   * @param directory where it lies
   * @param signers who has to sign it
   */
  record Bundling(Path directory, Signers signers) {}

  /**
   * What signs its receipts.
   *
   * @param receipt the private key
   * @param others public keys whose receipts are the cell's own too: the one before, or the next
   */
  record Keys(Path receipt, List<Path> others) {
    /** Copies the list. */
    Keys {
      others = List.copyOf(others);
    }
  }

  /**
   * What it may reach, whatever its bundle says.
   *
   * @param strict how far it is kept from what is around it
   * @param minter who has what leases are made from; empty when the executor itself has it
   */
  record Authority(Strictness strict, Optional<MinterSocket> minter) {}

  /**
   * Its bounds.
   *
   * @param ledger of each partition
   * @param lanes of all partitions together
   * @param revoking of revocations
   * @param witness how often it tells where each chain of its receipts stands
   */
  record Limits(LedgerLimits ledger, Lanes.Bounds lanes, Revoking revoking, Duration witness) {}

  /** What a mandate must say to count here. */
  Scope scope() {
    return identity.scope();
  }

  /** Reads the file. */
  static ExecutorConfig read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Executor");
    return document.finish(() -> read(document.spec()));
  }

  private static ExecutorConfig read(ConfigNode spec) {
    Topics topics = new Topics(spec.text("prefix", "sallyport"));
    ConfigNode limits = spec.childOrEmpty("limits");
    Scope scope = Scope.read(spec, limits, topics);
    Optional<MinterSocket> minter = spec.optionalChild("minter").map(ExecutorConfig::minter);
    return new ExecutorConfig(
        new Identity(topics, scope, spec.optionalText("instance")),
        new Authority(Strictness.read(spec), minter),
        new Bundling(spec.path("bundle", "bundle"), Signers.read(spec)),
        spec.home(),
        AdminConfig.read(spec),
        KafkaProperties.of(spec.textMap("kafka"), spec.home()),
        keys(spec.child("keys")),
        limits(limits, scope.skew()));
  }

  private static Keys keys(ConfigNode node) {
    Keys keys = new Keys(node.path("receipt"), node.paths("otherReceipts"));
    if (keys.others().size() > MAX_OTHERS) {
      node.problem("otherReceipts", "at most " + MAX_OTHERS);
    }
    return keys;
  }

  private static MinterSocket minter(ConfigNode node) {
    return new MinterSocket(
        node.path("socket"),
        node.duration(
            "timeout", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30)));
  }

  private static Limits limits(ConfigNode node, Duration skew) {
    LedgerLimits ledger =
        new LedgerLimits(
            count(node, "window", 10_000, 1_000),
            count(node, "remembered", 100_000, 1_000),
            count(node, "sequences", 100_000, 1),
            count(node, "turn", 500, 1),
            count(node, "attempts", 3, 1),
            skew,
            node.size("joined", ByteCount.ofMib(4), ByteCount.ofKib(1), ByteCount.ofMib(16))
                .bytes());
    Lanes.Bounds lanes =
        new Lanes.Bounds(
            Math.toIntExact(node.integer("inFlight", 256, 1, 1024)),
            node.size("queued", ByteCount.ofMib(16), ByteCount.ofKib(64), ByteCount.ofMib(1024))
                .bytes(),
            node.duration("drain", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(2)));
    Duration witness =
        node.duration("witness", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1));
    return new Limits(ledger, lanes, Revoking.read(node), witness);
  }

  private static int count(ConfigNode node, String key, int fallback, int min) {
    return Math.toIntExact(node.integer(key, fallback, min, 1_000_000));
  }
}
