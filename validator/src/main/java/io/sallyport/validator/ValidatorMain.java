package io.sallyport.validator;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.observe.BundleMetrics;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.arrive.Arrivals;
import io.sallyport.validator.arrive.ArriveStep;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.BundleLoader;
import io.sallyport.validator.desk.DeskStep;
import io.sallyport.validator.hold.HoldsStep;
import io.sallyport.validator.release.Releases;
import io.sallyport.validator.stream.ClusterCheck;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.PartitionCounts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;

/** The validator as a process: reads, checks everything it needs, then lets the records through. */
public final class ValidatorMain {
  private ValidatorMain() {}

  /** Runs until it is told to end; the argument is the configuration file. */
  public static void main(String[] arguments) {
    RoleProcess.run("validator", arguments, ValidatorMain::start);
  }

  static RoleProcess.Running start(Path file) {
    ValidatorConfig config = ValidatorConfig.read(file);
    SignedDirectory directory = signed(config);
    BundleLoader loader = new BundleLoader(directory, config.files().home(), config.limits());
    BundleLoader.Stamped first = loader.loadStamped();
    PartitionCounts counts = counts(config, first.bundle());
    Metrics metrics = new Metrics();
    Releases releases = releases(config);
    Stopped stopped = Stopped.start(config, metrics);
    GateFactory gates = gates(config, counts, releases, stopped);
    Reloader reloader =
        new Reloader(loader, first, gates::of, "bundle", metrics).start(config.bundling().reload());
    BundleMetrics.register(metrics, () -> reloader.get().version());
    Shading shading = Shading.start(config, gates, metrics);
    GateObserver observer = new GateObserver(metrics);
    Topology topology =
        FirewallTopology.of(
            config.installation().topics(), counts, steps(config, reloader, shading, observer));
    Firewall.Seen seen = new Firewall.Seen(observer, () -> stopped.problem().or(reloader::problem));
    RoleProcess.Running firewall = Firewall.start(config, topology, seen, metrics);
    return new Working(reloader, shading, firewall, stopped);
  }

  /** A validator at work, on what it has read back of its memory. */
  private record Working(
      Reloader reloader, Shading shading, RoleProcess.Running firewall, Stopped stopped)
      implements RoleProcess.Running {
    @Override
    public void awaitReady() {
      firewall.awaitReady();
    }

    @Override
    public void close() {
      reloader.close();
      shading.close();
      firewall.close();
      stopped.close();
    }
  }

  private static Releases releases(ValidatorConfig config) {
    List<Jwk> receipts = new ArrayList<>();
    receipts.add(key(config.files().keys().receipt()).jwk());
    try {
      config.files().keys().otherReceipts().stream()
          .map(KeyFile::readPublic)
          .forEach(receipts::add);
    } catch (KeyFile.Unusable e) {
      throw new StartException("keys.otherReceipts: " + e.getMessage(), e);
    }
    return Releases.open(config.releases(), config.installation().environment(), receipts);
  }

  private static GateFactory gates(
      ValidatorConfig config, PartitionCounts counts, Releases releases, Stopped stopped) {
    return new GateFactory(
        config,
        counts,
        key(config.files().keys().mandate()),
        key(config.files().keys().receipt()),
        releases,
        config.people().executors().open(config.installation().environment()),
        stopped);
  }

  private static FirewallTopology.Steps steps(
      ValidatorConfig config, Reloader reloader, Shading shading, GateObserver observer) {
    InstantSource clock = InstantSource.system();
    Topics topics = config.installation().topics();
    Arrivals arrivals = new Arrivals(topics, config.sizes());
    return new FirewallTopology.Steps(
        new GateStep(() -> reloader.get().gate(), observer, shading.spectator(), clock),
        new ArriveStep(() -> reloader.get().gate().sources(), arrivals, observer, clock),
        new DeskStep(topics, () -> reloader.get().desk(), observer, clock),
        new HoldsStep(topics, () -> reloader.get().holds(), observer, clock));
  }

  private static SignedDirectory signed(ValidatorConfig config) {
    return new SignedDirectory(
        config.files().bundle(),
        SignedDirectory.Role.VALIDATOR,
        config.bundling().signers().open(),
        InstantSource.system());
  }

  private static PartitionCounts counts(ValidatorConfig config, Bundle bundle) {
    Set<String> named =
        bundle.actions().values().stream()
            .map(ActionType::cell)
            .collect(Collectors.toUnmodifiableSet());
    try (Admin admin = Admin.create(config.kafka())) {
      ClusterCheck check = new ClusterCheck(admin);
      Topics topics = config.installation().topics();
      check.requireCluster(config.installation().environment());
      check.requireTopics(directTopics(topics, bundle));
      Set<String> cells = check.cells(topics, named);
      PartitionCounts counts = check.partitions(topics, cells);
      check.requireSizes(topics, cells, config.sizes());
      return counts;
    }
  }

  private static List<String> directTopics(Topics topics, Bundle bundle) {
    return bundle.sources().values().stream()
        .filter(SourceSpec::isDirect)
        .map(source -> topics.untrusted(source.name()))
        .toList();
  }

  private static SigningKey key(Path file) {
    try {
      return KeyFile.readPrivate(file);
    } catch (KeyFile.Unusable e) {
      throw new StartException("keys: " + e.getMessage(), e);
    }
  }
}
