package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.observe.ClientMetrics;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.bundle.Credentials;
import io.sallyport.executor.bundle.ExecutorBundle;
import io.sallyport.executor.claim.Cell;
import io.sallyport.executor.claim.ClientSettings;
import io.sallyport.executor.claim.Positions;
import io.sallyport.executor.credential.minted.MinterSocket;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.lane.Lane;
import io.sallyport.executor.lane.Lanes;
import io.sallyport.executor.lane.Moments;
import io.sallyport.executor.ledger.Claiming;
import io.sallyport.executor.outcome.CircuitMetrics;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.executor.perform.Performing;
import io.sallyport.executor.perform.Revoked;
import io.sallyport.executor.resolve.Docket;
import io.sallyport.executor.verify.Approving;
import io.sallyport.executor.verify.PinnedType;
import io.sallyport.executor.verify.Verifier;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The executor as a process: {@code ExecutorMain <config.yaml>}. */
public final class ExecutorMain {
  private static final Duration BRIEFLY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For what is let go of after the loop: credentials, and whoever reads beside it. */
  private static final Duration LETTING_GO = Duration.ofSeconds(5);

  private ExecutorMain() {}

  /** Starts an executor; see {@link RoleProcess} for its exit status. */
  public static void main(String[] arguments) {
    RoleProcess.run("executor", arguments, file -> begin(file, Moments.UNHEARD));
  }

  /** Checks, wires and begins: it takes partitions over, and works on those that it has. */
  static RoleProcess.Running begin(Path file, Moments moments) {
    return begin(file, new Seams(moments, UnaryOperator.identity(), Clock.systemUTC()));
  }

  /** The same, and returns when every partition that the group gave is recovered. */
  static RoleProcess.Running start(Path file) {
    return ready(begin(file, Moments.UNHEARD));
  }

  static RoleProcess.Running start(Path file, Clock clock) {
    return ready(begin(file, new Seams(Moments.UNHEARD, UnaryOperator.identity(), clock)));
  }

  /**
   * Starts it with something else in place of each of the bundle's handlers, for a benchmark that
   * measures the executor without its targets. No configuration leads here.
   */
  public static RoleProcess.Running startWith(Path file, UnaryOperator<Handler> handlers) {
    return begin(file, new Seams(Moments.UNHEARD, handlers, Clock.systemUTC()));
  }

  /** Where tests and benchmarks put something of their own. */
  private record Seams(Moments moments, UnaryOperator<Handler> handlers, Clock clock) {}

  private static RoleProcess.Running ready(RoleProcess.Running running) {
    boolean ready = false;
    try {
      running.awaitReady();
      ready = true;
      return running;
    } finally {
      if (!ready) {
        running.close();
      }
    }
  }

  private static RoleProcess.Running begin(Path file, Seams seams) {
    Clock clock = seams.clock();
    ExecutorConfig config = ExecutorConfig.read(file);
    StartChecks checks = new StartChecks(config);
    checks.checkProcess(Ambient.ofProcess());
    ReceiptWriter receipts = Equipment.receipts(config);
    ExecutorBundle bundle = Equipment.bundle(config, checks, clock);
    StartChecks.checkPrograms(bundle.handlers());
    Admin admin = Admin.create(config.kafka());
    boolean started = false;
    try {
      Cell cell = Equipment.cell(config, bundle, checks.checkBroker(admin), receipts, clock);
      checks.checkTargets(bundle.handlers(), admin);
      RoleProcess.Running running = wire(config, bundle, cell, admin, seams);
      started = true;
      return running;
    } catch (KafkaException e) {
      throw new StartException("kafka: " + e.getMessage(), e);
    } finally {
      if (!started) {
        admin.close(BRIEFLY);
      }
    }
  }

  private static RoleProcess.Running wire(
      ExecutorConfig config, ExecutorBundle bundle, Cell cell, Admin admin, Seams seams) {
    Metrics metrics = new Metrics();
    ExecutorMetrics counts = new ExecutorMetrics(metrics);
    Credentials credentials = new Credentials(bundle.credentials());
    credentials.report(counts);
    RevocationWatch revocations = revocations(config, bundle);
    Clock clock = cell.clients().clock();
    Performing performing =
        new Performing(
            Routes.of(
                bundle,
                seams.handlers(),
                config.limits().lanes().workers(),
                new CircuitMetrics(metrics)),
            Routes.joined(bundle, admin, clock),
            revocations,
            clock);
    begin(revocations, new Revoked(performing, counts));
    ExecutorStanding.show(metrics, config, bundle, revocations);
    credentials.tidy();
    Docket docket = new Docket(Docket.MOST);
    ExecutionLoop.Parts parts =
        parts(config, bundle, counts, new Work(performing, revocations, docket, cell.partitions()));
    ExecutionLoop loop =
        new ExecutionLoop(parts, lanes(config, cell, performing, seams.moments(), admin));
    ClientMetrics.ofConsumers(metrics, parts.consumer()::metrics);
    Doubts doubts = Doubts.of(config, bundle, cell, docket, counts);
    Wired wired = new Wired(loop, revocations, doubts, credentials, performing, metrics, admin);
    return run(wired, config);
  }

  /** What the loop works with. */
  private record Work(
      Performing performing, Revocations revocations, Docket docket, int partitions) {}

  /** Everything that goes on until the end. */
  private record Wired(
      ExecutionLoop loop,
      RevocationWatch revocations,
      Doubts doubts,
      Credentials credentials,
      Performing performing,
      Metrics metrics,
      Admin admin) {}

  /** An executor at work, on what it has of its partitions. */
  private record Working(Wired wired, LoopThread thread, AdminListener listener)
      implements RoleProcess.Running {
    @Override
    public void awaitReady() {
      thread.awaitReady();
    }

    @Override
    public void close() {
      thread.close();
      wired.doubts().close();
      wired.credentials().takeBack();
      wired.revocations().close();
      listener.close();
      wired.admin().close(BRIEFLY);
    }

    @Override
    public Duration patience() {
      return thread.patience().plus(LETTING_GO);
    }
  }

  private static RoleProcess.Running run(Wired wired, ExecutorConfig config) {
    LoopThread thread =
        LoopThread.of(wired.loop(), wired.credentials()::takeBack, config.limits().lanes().drain());
    AdminListener listener =
        AdminListener.start(config.admin(), () -> health(wired, config, thread), wired.metrics());
    wired.doubts().start();
    thread.begin();
    return new Working(wired, thread, listener);
  }

  private static void begin(RevocationWatch revocations, Revoked listener) {
    boolean begun = false;
    try {
      revocations.start(listener, PATIENCE);
      begun = true;
    } finally {
      if (!begun) {
        revocations.close();
      }
    }
  }

  private static Health health(Wired wired, ExecutorConfig config, LoopThread thread) {
    Health health =
        wired
            .revocations()
            .problem()
            .or(wired.doubts()::problem)
            .map(Health::dead)
            .orElseGet(() -> thread.health(wired.performing().notes()));
    Optional<MinterSocket> asked =
        config.authority().minter().filter(_ -> health instanceof Health.Ready);
    return asked.flatMap(MinterSocket::problem).map(Health::notReady).orElse(health);
  }

  private static RevocationWatch revocations(ExecutorConfig config, ExecutorBundle bundle) {
    return config
        .limits()
        .revoking()
        .watch(
            config.kafka(),
            config.identity().topics(),
            config.scope().environment(),
            bundle.operators());
  }

  private static ExecutionLoop.Parts parts(
      ExecutorConfig config, ExecutorBundle bundle, ExecutorMetrics metrics, Work work) {
    ExecutorConfig.Identity identity = config.identity();
    String group = identity.topics().executorGroup(config.scope().cell());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientSettings.trusted(config.kafka(), group, identity.instance()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    return new ExecutionLoop.Parts(
        config.scope().topic(),
        consumer,
        new Verifier(
            config.scope(),
            bundle.keys(),
            types(bundle, work.performing()),
            new Approving(bundle.approvers(), work.partitions()),
            work.revocations()),
        work.performing(),
        work.revocations(),
        work.docket(),
        metrics,
        work.performing().clock());
  }

  private static List<PinnedType> types(ExecutorBundle bundle, Performing performing) {
    Function<ActionType, PinnedType> pin = type -> new PinnedType(type, performing.manner(type));
    return bundle.types().stream().map(pin).toList();
  }

  private static Function<ExecutionLoop, Lanes> lanes(
      ExecutorConfig config, Cell cell, Claiming claiming, Moments moments, Admin admin) {
    Positions positions = new Positions(admin);
    return loop -> {
      Lane.Tools tools = new Lane.Tools(positions, loop.mailbox(), loop, claiming, moments);
      return new Lanes(
          partition -> new Lane(cell, partition, tools),
          loop.mailbox(),
          config.limits().lanes(),
          cell.clients().clock());
    };
  }
}
