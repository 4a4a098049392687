package io.sallyport.quickstart.stack;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.supervise.PidFile;
import io.sallyport.quickstart.supervise.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of one process.
 *
 * @param name its name
 * @param pid its id, 0 if it does not run
 * @param uid the user it runs as, 0 also if it does not run
 * @param residentBytes the memory that it occupies
 * @param ready whether it answers that it is ready
 * @param address where it listens
 */
public record ProcessState(
    String name, long pid, int uid, long residentBytes, boolean ready, String address) {
  private static final long KIB = 1024;

  /** The supervisor and every role of the stack of that directory. */
  public static List<ProcessState> all(DataDirectory data) {
    var endpoints = new Endpoints(Endpoints.ingestPort(data.endpoints()), Ports.load(data.ports()));
    List<ProcessState> states = new ArrayList<>();
    Optional<ProcessHandle> supervisor = new PidFile(data.run(), Stack.SUPERVISOR).read();
    boolean complete = supervisor.isPresent() && Files.exists(data.endpoints());
    states.add(of(Stack.SUPERVISOR, supervisor, complete, data.root().toString()));
    for (Role role : Role.values()) {
      Optional<ProcessHandle> process = new PidFile(data.run(), role.home()).read();
      boolean ready = process.isPresent() && isReady(role, endpoints);
      states.add(of(role.home(), process, ready, endpoints.address(role)));
    }
    return List.copyOf(states);
  }

  private static boolean isReady(Role role, Endpoints endpoints) {
    return switch (role) {
      case BROKER -> Readiness.listens(endpoints.ports().broker());
      case REGISTRY, INGEST, VALIDATOR, EXECUTOR, TARGET ->
          Readiness.answers(endpoints.readiness(role));
    };
  }

  private static ProcessState of(
      String name, Optional<ProcessHandle> process, boolean ready, String address) {
    long pid = process.map(ProcessHandle::pid).orElse(0L);
    List<String> status = pid == 0 ? List.of() : status(pid);
    long resident = number(status, "VmRSS:") * KIB;
    return new ProcessState(name, pid, (int) number(status, "Uid:"), resident, ready, address);
  }

  private static long number(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).strip().split("\\s+", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static List<String> status(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
