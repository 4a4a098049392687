package io.sallyport.validator;

import io.sallyport.action.ActionType;
import io.sallyport.confluent.RegistryException;
import io.sallyport.confluent.SchemaIds;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.admit.Admitter;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleReader;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Writer;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.TrustedPlaces;
import io.sallyport.validator.stream.ClusterCheck;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.PartitionCounts;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** The validator as a process: reads, checks everything it needs, then lets the records through. */
public final class ValidatorMain {
  private static final int HEADROOM = 64 << 10;

  private ValidatorMain() {}

  /** Runs until it is told to end; the argument is the configuration file. */
  public static void main(String[] arguments) {
    RoleProcess.run("validator", arguments, ValidatorMain::start);
  }

  static RoleProcess.Running start(Path file) {
    ValidatorConfig config = ValidatorConfig.read(file);
    Bundle bundle =
        BundleReader.read(config.files().bundle(), config.files().home(), config.limits());
    PartitionCounts counts = counts(config, bundle);
    Gate gate = gate(config, bundle, counts);
    Metrics metrics = new Metrics();
    GateObserver observer = new GateObserver(metrics);
    GateStep step = new GateStep(() -> gate, observer, InstantSource.system());
    Topics topics = config.installation().topics();
    return Firewall.start(config, FirewallTopology.of(topics, counts, step), observer, metrics);
  }

  private static PartitionCounts counts(ValidatorConfig config, Bundle bundle) {
    Set<String> cells =
        bundle.actions().values().stream()
            .map(ActionType::cell)
            .collect(Collectors.toUnmodifiableSet());
    try (Admin admin = Admin.create(config.kafka())) {
      ClusterCheck check = new ClusterCheck(admin);
      check.requireCluster(config.installation().environment());
      return check.partitions(config.installation().topics(), cells);
    }
  }

  private static Gate gate(ValidatorConfig config, Bundle bundle, PartitionCounts counts) {
    ValidatorConfig.Installation installation = config.installation();
    TrustedPlaces places =
        new TrustedPlaces(installation.environment(), installation.topics(), counts.trusted());
    Sealer sealer =
        new Sealer(
            places,
            key(config.files().mandateKey()),
            schemaIds(config, bundle),
            bundle.digest(),
            config.maxRecord().asInt());
    ReceiptWriter receipts =
        new ReceiptWriter(installation.environment().validator(), key(config.files().receiptKey()));
    int maxCopied = config.limits().maxBody().asInt() + HEADROOM;
    return new Gate(
        bundle,
        admitter(installation.topics().untrusted(), counts.untrusted(), bundle),
        sealer,
        new Writer(installation.instance(), receipts, bundle.digest(), maxCopied));
  }

  /** Opens the keys of the sources that the validator verifies; without one it does not start. */
  private static Admitter admitter(String topic, int partitions, Bundle bundle) {
    try {
      return new Admitter(topic, partitions, bundle.sources());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartException("sources: " + e.getMessage(), e);
    }
  }

  /** The ids of our own schemas; an id in a record is never looked up. */
  private static Map<ActionType, Integer> schemaIds(ValidatorConfig config, Bundle bundle) {
    Map<String, List<ActionType>> byCell =
        bundle.actions().values().stream().collect(Collectors.groupingBy(ActionType::cell));
    Topics topics = config.installation().topics();
    Map<ActionType, Integer> ids = new HashMap<>();
    try {
      byCell.forEach((cell, types) ->
          ids.putAll(SchemaIds.askAll(config.registry(), topics.trusted(cell), types)));
      return ids;
    } catch (RegistryException e) {
      throw new StartException("registry: " + e.getMessage(), e);
    }
  }

  private static SigningKey key(Path file) {
    try {
      return KeyFile.readPrivate(file);
    } catch (KeyFile.Unusable e) {
      throw new StartException("keys: " + e.getMessage(), e);
    }
  }
}
