package io.sallyport.quickstart.stack;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.files.JavaHome;
import io.sallyport.quickstart.provision.Provisioning;
import io.sallyport.quickstart.supervise.DataLock;
import io.sallyport.quickstart.supervise.Isolation;
import io.sallyport.quickstart.supervise.Owner;
import io.sallyport.quickstart.supervise.PidFile;
import io.sallyport.quickstart.supervise.Readiness;
import io.sallyport.quickstart.supervise.RestartBudget;
import io.sallyport.quickstart.supervise.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The processes of one data directory, from their start to their end.
 *
 * <p>One thread starts it and waits; {@link #close} may be called from any thread at any time.
 */
public final class Stack implements AutoCloseable {
  /** The name of the supervisor's own pid file. */
  public static final String SUPERVISOR = "supervisor";

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofMillis(4_200);
  private static final RestartBudget BUDGET = RestartBudget.of(3, Duration.ofSeconds(60));
  private static final long LOG_LIMIT = 8 << 20;
  private static final List<Role> SERVICES =
      List.of(Role.VALIDATOR, Role.EXECUTOR, Role.INGEST, Role.TARGET);

  private final StackOptions options;
  private final DataDirectory data;
  private final DataLock lock;
  private final Endpoints endpoints;
  private final Isolation isolation;
  private final Supervisor supervisor;
  private final Backends backends;
  private final Consumer<String> progress;

  private Stack(
      StackOptions options, DataLock lock, Optional<Backends> others, Consumer<String> progress) {
    this.options = options;
    this.data = new DataDirectory(options.data());
    this.lock = lock;
    this.progress = progress;
    this.endpoints = new Endpoints(ingestPort(options.port()), Ports.choose(data.ports()));
    this.isolation = isolation(options, data);
    this.supervisor =
        new Supervisor(
            new Supervisor.Settings(isolation, data.logs(), data.run(), LOG_LIMIT, BUDGET, GRACE),
            progress);
    this.backends = others.orElse(this::startBackends);
  }

  /** Takes the data directory for this process; starts nothing yet. */
  public static Stack open(StackOptions options, Consumer<String> progress) {
    return open(options, Optional.empty(), progress);
  }

  /** The same with a broker and a registry that are no processes of this stack. */
  public static Stack open(StackOptions options, Backends others, Consumer<String> progress) {
    return open(options, Optional.of(others), progress);
  }

  private static Stack open(
      StackOptions options, Optional<Backends> others, Consumer<String> progress) {
    var data = new DataDirectory(options.data());
    data.claim();
    DataLock lock =
        DataLock.take(data.root())
            .orElseThrow(() ->
                new DataException(
                    "another stack runs on "
                        + data.root()
                        + "; stop it with 'sallyport down', or choose another --data DIR"));
    return new Stack(options, lock, others, progress);
  }

  /** Starts everything and returns when every process is ready. */
  public Endpoints start() {
    new PidFile(data.run(), SUPERVISOR).write(ProcessHandle.current());
    progress.accept(isolation.notice());
    var provisioning = new Provisioning(data, endpoints, options.project());
    provisioning.given().check(options.bundle(), options.executorBundle());
    provisioning.provisionBackends();
    progress.accept("starting the broker and the registry");
    backends.start(data, endpoints);
    provisioning.provisionServices(options.bundle(), options.executorBundle());
    await(Role.REGISTRY);
    int subjects =
        Resources.applySubjects(endpoints.address(Role.REGISTRY), provisioning.schemas());
    progress.accept("action schemas are registered (" + subjects + " changes)");
    await(Role.BROKER, () -> Readiness.listens(endpoints.ports().broker()));
    int changes = Resources.applyManifest(provisioning.client("admin"));
    progress.accept("topics and ACLs are as declared (" + changes + " changes)");
    start(SERVICES);
    SERVICES.forEach(this::await);
    supervisor.endureEnds();
    endpoints.write(data.endpoints());
    return endpoints;
  }

  /** Blocks until a process has ended for good and returns the reason. */
  public String awaitFailure() throws InterruptedException {
    return supervisor.awaitFailure();
  }

  /** Ends all processes, the services before the broker, and frees the data directory. */
  @Override
  public void close() {
    supervisor.stop();
    Endpoints.delete(data.endpoints());
    new PidFile(data.run(), SUPERVISOR).delete();
    lock.close();
  }

  private void startBackends(DataDirectory homes, Endpoints addresses) {
    start(List.of(Role.BROKER, Role.REGISTRY));
  }

  private void start(List<Role> roles) {
    var children = new Children(data, endpoints.ports(), options, this::owner);
    roles.forEach(role -> supervisor.start(children.prepare(role)));
  }

  private void await(Role role) {
    await(role, () -> Readiness.answers(endpoints.readiness(role)));
  }

  private void await(Role role, BooleanSupplier condition) {
    if (!Readiness.await(condition, START_LIMIT, supervisor::hasFailed)) {
      throw new StartFailure(
          supervisor
              .failure()
              .orElse(
                  role.home()
                      + " is not ready after "
                      + START_LIMIT.toSeconds()
                      + " s; see its log in "
                      + data.logs()));
    }
  }

  private Owner owner(Role role) {
    return isolation.separateUsers()
        ? new Owner.Uid(options.uidBase() + role.number())
        : new Owner.SameUser();
  }

  private static Isolation isolation(StackOptions options, DataDirectory data) {
    data.openToOthers(options.uidBase() > 0);
    Isolation found =
        Isolation.find(List.of(data.root(), JavaHome.directory()), options.uidBase() + 1);
    Isolation chosen = options.uidBase() > 0 ? found : found.withoutUsers();
    data.openToOthers(chosen.separateUsers());
    return chosen;
  }

  private static int ingestPort(int wanted) {
    if (wanted == 0) {
      return FreePorts.choose(1).getFirst();
    }
    if (!FreePorts.isFree(wanted)) {
      throw new DataException(
          "port "
              + wanted
              + " is taken; stop what listens there or choose another with --port (0: a free one)");
    }
    return wanted;
  }

  /** A process ended or did not become ready while the stack was starting. */
  public static final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
      super(message);
    }
  }
}
