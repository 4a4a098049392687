package io.sallyport.quickstart.registry;

import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.files.JavaHome;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.files.ProjectHome;
import io.sallyport.quickstart.supervise.ChildSpec;
import io.sallyport.quickstart.supervise.Isolation;
import io.sallyport.quickstart.supervise.Owner;
import io.sallyport.quickstart.supervise.Readiness;
import io.sallyport.quickstart.supervise.RestartBudget;
import io.sallyport.quickstart.supervise.SuperviseException;
import io.sallyport.quickstart.supervise.Supervisor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real registry for tests: started, waited for, and ended with this JVM at the latest. */
public final class RegistryProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final long LOG_LIMIT = 4 << 20;

  private final Supervisor supervisor;
  private final RegistryCommand registry;

  private RegistryProcess(Supervisor supervisor, RegistryCommand registry) {
    this.supervisor = supervisor;
    this.registry = registry;
  }

  /** Starts a registry on free ports with its database in that directory. */
  public static RegistryProcess start(Path directory) {
    Path home = OwnerFiles.directory(directory.toAbsolutePath());
    OwnerFiles.directory(home.resolve("tmp"));
    List<Integer> ports = FreePorts.choose(2);
    Path installation = RegistryCommand.unpacked(ProjectHome.find());
    var registry = new RegistryCommand(installation, home, ports.getFirst(), ports.getLast());
    var process = new RegistryProcess(new Supervisor(settings(home), notice -> {}), registry);
    process.run(home);
    return process;
  }

  /** The address that schema clients use. */
  public URI url() {
    return registry.url();
  }

  @Override
  public void close() {
    supervisor.stop();
  }

  private void run(Path home) {
    List<String> command = registry.command(JavaHome.java(), List.of());
    supervisor.start(new ChildSpec("registry", command, home, Map.of(), new Owner.SameUser(), 0));
    boolean ready =
        Readiness.await(
            () -> Readiness.answers(registry.ready()), START_LIMIT, supervisor::hasFailed);
    if (!ready) {
      supervisor.stop();
      throw new SuperviseException("the registry did not start; see " + home.resolve("log"));
    }
  }

  private static Supervisor.Settings settings(Path home) {
    var isolation = Isolation.find(List.of(home, JavaHome.directory()), 1);
    var budget = RestartBudget.of(0, Duration.ofMinutes(1));
    return new Supervisor.Settings(isolation, home.resolve("log"), home, LOG_LIMIT, budget, GRACE);
  }
}
