package io.sallyport.executor;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.Signers;
import io.sallyport.contract.mandate.Effect;
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
import java.util.Map;
import java.util.Optional;

/**
 * An executor's configuration: one document of kind Executor.
 *
 * @param identity who it is
 * @param authority what it may do at most
 * @param bundle its bundle
 * @param home where relative file references start
 * @param admin where health and metrics are told
 * @param kafka the connection
 * @param receiptKey the private key that signs receipts
 * @param limits its bounds
 */
record ExecutorConfig(
    Identity identity,
    Authority authority,
    Bundling bundle,
    Path home,
    AdminConfig admin,
    Map<String, Object> kafka,
    Path receiptKey,
    Limits limits) {

  /** Copies the connection. */
  ExecutorConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Who it is.
   *
   * @param topics the installation's names
   * @param environment the installation
   * @param cell the audience
   * @param instance a stable name: its partitions wait for it over a restart
   */
  record Identity(Topics topics, Environment environment, String cell, Optional<String> instance) {
    /** Refuses a cell of another form. */
    Identity {
      topics.trusted(cell);
    }
  }

  /**
   * Its bundle.
   *
   * @param directory where it lies
   * @param signers who has to sign it
   */
  record Bundling(Path directory, Signers signers) {}

  /**
   * What it may do at most, whatever its bundle says.
   *
   * @param strict how far it is kept from what is around it
   * @param maxEffect the highest effect
   * @param maxTtl the longest life of a mandate
   * @param minter who has what leases are made from; empty when the executor itself has it
   */
  record Authority(
      Strictness strict, Effect maxEffect, Duration maxTtl, Optional<MinterSocket> minter) {}

  /**
   * Its bounds.
   *
   * @param ledger of each partition
   * @param lanes of all partitions together
   * @param revoking of revocations
   */
  record Limits(LedgerLimits ledger, Lanes.Bounds lanes, Revoking revoking) {}

  /**
   * What bounds revocations.
   *
   * @param maxStaleness how old the last confirmation may be that none is missing
   * @param most how many are held; one more stops everything
   */
  record Revoking(Duration maxStaleness, int most) {}

  /** What a mandate must say to count here. */
  Scope scope() {
    return new Scope(
        identity.environment(),
        identity.cell(),
        identity.topics().trusted(identity.cell()),
        authority.maxEffect(),
        authority.maxTtl(),
        limits.ledger().skew());
  }

  /** Reads the file. */
  static ExecutorConfig read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, "Executor");
    return document.finish(() -> read(document.spec()));
  }

  private static ExecutorConfig read(ConfigNode spec) {
    Identity identity =
        new Identity(
            new Topics(spec.text("prefix", "sallyport")),
            new Environment(spec.text("environment")),
            spec.text("cell"),
            spec.optionalText("instance"));
    Authority authority =
        new Authority(
            Strictness.read(spec),
            spec.choice("maxEffect", Effect.class, Effect.WRITE),
            spec.duration(
                "maxTtl", Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofDays(7)),
            spec.optionalChild("minter").map(ExecutorConfig::minter));
    return new ExecutorConfig(
        identity,
        authority,
        new Bundling(spec.path("bundle", "bundle"), Signers.read(spec)),
        spec.home(),
        AdminConfig.read(spec),
        KafkaProperties.of(spec.textMap("kafka"), spec.home()),
        spec.child("keys").path("receipt"),
        limits(spec.childOrEmpty("limits")));
  }

  private static MinterSocket minter(ConfigNode node) {
    return new MinterSocket(
        node.path("socket"),
        node.duration(
            "timeout", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30)));
  }

  private static Limits limits(ConfigNode node) {
    LedgerLimits ledger =
        new LedgerLimits(
            count(node, "window", 10_000, 1_000),
            count(node, "remembered", 100_000, 1_000),
            count(node, "sequences", 100_000, 1),
            count(node, "turn", 500, 1),
            count(node, "attempts", 3, 1),
            node.duration("skew", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1)),
            node.size("joined", ByteCount.ofMib(4), ByteCount.ofKib(1), ByteCount.ofMib(16))
                .bytes());
    Lanes.Bounds lanes =
        new Lanes.Bounds(
            Math.toIntExact(node.integer("inFlight", 64, 1, 1024)),
            node.size("queued", ByteCount.ofMib(16), ByteCount.ofKib(64), ByteCount.ofMib(1024))
                .bytes(),
            node.duration("drain", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(2)));
    Revoking revoking =
        new Revoking(
            node.duration(
                "maxStaleness",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1)),
            Math.toIntExact(node.integer("revocations", 100_000, 1_000, 200_000)));
    return new Limits(ledger, lanes, revoking);
  }

  private static int count(ConfigNode node, String key, int fallback, int min) {
    return Math.toIntExact(node.integer(key, fallback, min, 1_000_000));
  }
}
