package io.sallyport.validator;

import io.sallyport.confluent.RegistryConfig;
import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.Signers;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.KafkaProperties;
import io.sallyport.validator.bundle.BundleLimits;
import io.sallyport.validator.bundle.DeferLimits;
import io.sallyport.validator.bundle.HoldLimits;
import io.sallyport.validator.desk.ExecutorsConfig;
import io.sallyport.validator.expression.ExpressionLimits;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.policy.QuotaLimits;
import io.sallyport.validator.release.ReleaseConfig;
import io.sallyport.validator.stream.RecordSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a validator process is told.
 *
 * @param installation which installation, and which instance of it
 * @param files what it reads and keeps
 * @param admin where it tells how it is
 * @param kafka client properties
 * @param registry the schema registry
 * @param people whose signatures count
 * @param limits what holds for every bundle
 * @param maxRecord the most bytes that a sealed record may have, value and mandate together
 */
record ValidatorConfig(
    Installation installation,
    Files files,
    AdminConfig admin,
    Map<String, Object> kafka,
    RegistryConfig registry,
    People people,
    BundleLimits limits,
    ByteCount maxRecord) {

  private static final String KIND = "Validator";
  private static final int MAX_OTHER_RECEIPTS = 8;

  /** Copies the properties. */
  ValidatorConfig {
    kafka = Map.copyOf(kafka);
  }

  /**
   * Which installation, and which instance of it.
   *
   * @param topics the names below its prefix
   * @param environment its name, signed into everything
   * @param instance stable over restarts, unique among the instances
   * @param threads how many threads share its partitions; more than partitions are of no use
   */
  record Installation(Topics topics, Environment environment, String instance, int threads) {
    /** Refuses a name that could not be a group instance id. */
    Installation {
      if (!Topics.NAME.matcher(instance).matches()) {
        throw new IllegalArgumentException("instance: 1 to 40 of a-z, 0-9 and '-'");
      }
    }
  }

  /**
   * What it reads and keeps.
   *
   * @param home the directory of the process's own file
   * @param bundle the bundle's directory
   * @param state where the stores are kept; must outlive the process
   * @param keys what it signs with
   */
  record Files(Path home, Path bundle, Path state, Keys keys) {}

  /**
   * What it signs with.
   *
   * @param mandate the private key of mandates
   * @param receipt the private key of receipts
   * @param otherReceipts public keys whose receipts are its own too: the one before, or the next
   */
  record Keys(Path mandate, Path receipt, List<Path> otherReceipts) {
    /** Copies the list. */
    Keys {
      otherReceipts = List.copyOf(otherReceipts);
    }

    private static Keys read(ConfigNode node) {
      List<Path> others = node.paths("otherReceipts");
      if (others.size() > MAX_OTHER_RECEIPTS) {
        node.problem("otherReceipts", "at most " + MAX_OTHER_RECEIPTS);
      }
      return new Keys(node.path("mandate"), node.path("receipt"), others);
    }
  }

  /**
   * Whose signatures count.
   *
   * @param bundling who has to sign a bundle
   * @param releases who may have a refused delivery judged again
   * @param executors whose outcomes count
   * @param revokers whose revocations end what waits; without any none is read
   */
  record People(
      Bundling bundling,
      ReleaseConfig releases,
      ExecutorsConfig executors,
      List<ReleaseConfig.Operator> revokers) {}

  /**
   * Who has to sign a bundle, and when it is looked at again.
   *
   * @param signers who has to sign it
   * @param reload how often the files are looked at
   * @param shadow the bundle that is judged beside it, if there is one
   */
  record Bundling(Signers signers, Duration reload, Optional<ShadowBundle> shadow) {}

  /**
   * A bundle that decides nothing.
   *
   * @param directory where it lies; it needs no signature
   * @param queue the most bytes of bodies that wait for it
   */
  record ShadowBundle(Path directory, ByteCount queue) {}

  /** Who has to sign a bundle, and when it is looked at again. */
  Bundling bundling() {
    return people.bundling();
  }

  /** Who may have a refused delivery judged again. */
  ReleaseConfig releases() {
    return people.releases();
  }

  /** How large the records are that it may come to write. */
  RecordSizes sizes() {
    return new RecordSizes(limits.maxBody().asInt(), maxRecord.asInt());
  }

  /** Reads the process's own file. */
  static ValidatorConfig read(Path file) {
    return read(ConfigFile.readOne(file, KIND));
  }

  static ValidatorConfig read(ConfigDocument document) {
    ConfigNode spec = document.spec();
    return document.finish(() -> {
      ConfigNode limits = spec.childOrEmpty("limits");
      return new ValidatorConfig(
          installation(spec),
          files(spec),
          AdminConfig.read(spec),
          KafkaProperties.of(spec.textMap("kafka"), spec.home()),
          RegistryConfig.read(spec.child("registry")),
          people(spec, limits),
          bundleLimits(limits, spec),
          limits.size("record", ByteCount.ofMib(1), ByteCount.ofKib(32), ByteCount.ofMib(16)));
    });
  }

  private static People people(ConfigNode spec, ConfigNode limits) {
    List<ReleaseConfig.Operator> revokers = ReleaseConfig.Operator.list(spec, "revokers");
    if (revokers.stream().map(ReleaseConfig.Operator::id).distinct().count() == 1) {
      spec.problem("revokers", "one alone can lift nothing: name all of the executors', or none");
    }
    return new People(
        bundling(spec), ReleaseConfig.read(spec), ExecutorsConfig.read(spec, limits), revokers);
  }

  private static Installation installation(ConfigNode spec) {
    return new Installation(
        new Topics(spec.text("prefix", "sallyport")),
        new Environment(spec.text("environment")),
        spec.text("instance", "validator-1"),
        (int) spec.integer("threads", 1, 1, 64));
  }

  private static Files files(ConfigNode spec) {
    return new Files(
        spec.home(),
        spec.path("bundle"),
        spec.path("state", "state"),
        Keys.read(spec.child("keys")));
  }

  private static Bundling bundling(ConfigNode spec) {
    Duration reload =
        spec.duration("reload", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofHours(1));
    Optional<ShadowBundle> shadow =
        spec.optionalChild("shadow")
            .map(node ->
                new ShadowBundle(
                    node.path("bundle"),
                    node.size(
                        "queue", ByteCount.ofMib(16), ByteCount.ofKib(64), ByteCount.ofMib(1024))));
    return new Bundling(Signers.read(spec), reload, shadow);
  }

  private static ExpressionLimits expressions(ConfigNode node) {
    ExpressionLimits defaults = ExpressionLimits.DEFAULTS;
    return new ExpressionLimits(
        (int) node.integer("length", defaults.length(), 1, 1 << 16),
        (int) node.integer("depth", defaults.depth(), 1, 64),
        (int) node.integer("nodes", defaults.nodes(), 1, 100_000),
        (int) node.integer("iterations", defaults.iterations(), 1, 1_000_000),
        (int) node.integer("pattern", defaults.pattern(), 1, 1 << 16),
        (int) node.integer("repetitions", defaults.repetitions(), 1, 100_000),
        (int) node.integer("text", defaults.text(), 1, 1 << 20));
  }

  private static BundleLimits bundleLimits(ConfigNode limits, ConfigNode spec) {
    ParseLimits defaults = ParseLimits.DEFAULTS;
    ParseLimits parsing =
        new ParseLimits(
            defaults.depth(),
            defaults.digits(),
            (int) limits.integer("exponent", defaults.exponent(), 1, 4096),
            (int) limits.integer("values", defaults.values(), 1, 10_000_000),
            (int) limits.integer("nameLength", defaults.nameLength(), 1, 1 << 20));
    ByteCount body = limits.size("body", ByteCount.ofMib(1), new ByteCount(1), ByteCount.ofMib(16));
    return new BundleLimits(
        parsing,
        expressions(limits.childOrEmpty("expression")),
        body,
        (int) limits.integer("rules", BundleLimits.DEFAULTS.maxRules(), 1, 100_000),
        (int) limits.integer("decisions", BundleLimits.DEFAULTS.maxDecisions(), 1, 1000),
        HoldLimits.read(spec.childOrEmpty("holds")),
        QuotaLimits.read(spec.childOrEmpty("quotas")),
        DeferLimits.read(spec.childOrEmpty("defers")));
  }
}
