package io.sallyport.validator;

import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.contract.observe.ClientMetrics;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import io.sallyport.validator.defer.DeferMetrics;
import io.sallyport.validator.hold.HeldMetrics;
import io.sallyport.validator.stream.AppendTimeClients;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.Restoring;
import io.sallyport.validator.stream.StateDirectory;
import io.sallyport.validator.stream.StreamsSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running topology. It is ready when its tasks move; that Kafka Streams says RUNNING is only
 * enough to begin with, since a task that stands still says so too. One that has no task yet is
 * ready when it has read back what it is to take over. What nobody caught ends the process.
 */
final class Firewall implements RoleProcess.Running {
  private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);
  private static final String SPARE = "other instances have all partitions";
  private static final Duration CLOSE = Duration.ofSeconds(4);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FAILED = 1;

  private final KafkaStreams streams;
  private final StateDirectory state;
  private final Seen seen;
  private final Restoring restoring;
  private volatile boolean hasBegun;

  private Firewall(KafkaStreams streams, StateDirectory state, Seen seen, Restoring restoring) {
    this.streams = streams;
    this.state = state;
    this.seen = seen;
    this.restoring = restoring;
  }

  /**
   * What says how it is.
   *
   * @param problem beside the topology, that only a restart mends
   */
  record Seen(GateObserver observer, Supplier<Optional<String>> problem) {}

  /** Starts it: its stores are read back, and what has been read back moves. */
  static RoleProcess.Running start(
      ValidatorConfig config, Topology topology, Seen seen, Metrics metrics) {
    String application = config.installation().topics().validatorApplication();
    StateDirectory state = new StateDirectory(config.files().state(), application);
    Properties settings =
        StreamsSettings.of(
            config.kafka(),
            new StreamsSettings.Instance(
                application,
                config.installation().instance(),
                config.installation().threads(),
                config.files().state()),
            Math.max(config.limits().maxBody().asInt(), config.maxRecord().asInt()));
    Restoring restoring = new Restoring(metrics, InstantSource.system());
    Firewall firewall =
        new Firewall(streams(topology, settings, restoring), state, seen, restoring);
    firewall.show(metrics, config);
    AdminListener admin = AdminListener.start(config.admin(), firewall::health, metrics);
    state.open(Instant.now());
    firewall.streams.start();
    return new Shown(firewall, admin);
  }

  /** The topology, and who may ask how it is. */
  private record Shown(Firewall firewall, AdminListener admin) implements RoleProcess.Running {
    @Override
    public void awaitReady() {
      firewall.awaitReady();
    }

    @Override
    public void close() {
      firewall.close();
      admin.close();
    }
  }

  private void show(Metrics metrics, ValidatorConfig config) {
    JvmMetrics.register(metrics, "validator");
    CertificateMetrics.register(metrics, config.kafka());
    ClientMetrics.ofStreams(metrics, streams::metrics);
    HeldMetrics.register(metrics, streams);
    DeferMetrics.register(metrics, streams);
    metrics.sampled(
        "kafka_streams_state",
        "1 for the state in which Kafka Streams is; readiness says whether it moves.",
        List.of("state"),
        () -> Map.of(List.of(streams.state().name().toLowerCase(Locale.ROOT)), 1.0));
  }

  private static KafkaStreams streams(Topology topology, Properties settings, Restoring restoring) {
    KafkaStreams streams = new KafkaStreams(topology, settings, new AppendTimeClients());
    streams.setGlobalStateRestoreListener(restoring);
    streams.setStandbyUpdateListener(restoring);
    streams.setUncaughtExceptionHandler(error -> {
      LOG.error("the gate stops", error);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.ERROR) {
        Runtime.getRuntime().halt(FAILED);
      }
    });
    return streams;
  }

  private Health health() {
    Health living = moves() ? Health.ready() : idle(isSpare(), restoring.isBehind());
    return health(living, seen.problem().get());
  }

  /** What is dead needs a new process, whether it moves or not. */
  static Health health(Health living, Optional<String> problem) {
    return problem.map(Health::dead).orElse(living);
  }

  /** Of one that does not move: nobody should count on a spare that would have to read first. */
  static Health idle(boolean isSpare, boolean isBehind) {
    if (!isSpare) {
      return Health.notReady("the gate does not move");
    }
    return isBehind
        ? Health.notReady("it reads back what it is to take over")
        : Health.ready(List.of(SPARE));
  }

  /**
   * A start is over when all is open that came with it: some of it moves before. What comes later
   * is read back while the rest goes on.
   */
  private boolean moves() {
    return (hasBegun || isRunning()) && seen.observer().hasProgress(Instant.now());
  }

  /** Whether it is a member of its group, to which no partition was given. */
  private boolean isSpare() {
    return isRunning()
        && streams.metadataForLocalThreads().stream()
            .allMatch(thread -> thread.activeTasks().isEmpty());
  }

  private boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** However long its memory is: it gives up where nothing of it comes. */
  @Override
  public void awaitReady() {
    while (!moves() && !isSpare()) {
      if (restoring.isStuck()) {
        throw new StartException("the gate did not begin to move, and nothing is read back");
      }
      pause();
    }
    if (!moves()) {
      LOG.info(SPARE);
    }
    hasBegun = true;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while it started", e);
    }
  }

  /** What was not read back to its end is as old as when that began. */
  @Override
  public void close() {
    Optional<Instant> unread = hasBegun ? restoring.unreadSince() : Optional.of(Instant.EPOCH);
    if (streams.close(CLOSE)) {
      state.closedCleanly(Instant.now(), unread);
    }
  }
}
