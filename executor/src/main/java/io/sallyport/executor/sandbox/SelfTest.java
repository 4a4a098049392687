package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.sandbox.Sandbox.Order;
import io.sallyport.executor.sandbox.kernel.Landlock;
import io.sallyport.executor.sandbox.kernel.SeccompFilter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries for real what a sandbox must refuse: each layer alone, so that none hides behind another,
 * then all together. Used once, blocks.
 *
 * @param confinement what is tried
 */
record SelfTest(Confinement confinement) {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int MAX_OUTPUT = 64 * 1024;
  private static final Path OWN_STATUS = Path.of("/proc/self/status");
  private static final String FILTERS = "Seccomp_filters:";
  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);

  /** As of /tmp: everybody may write there, and take away only what is one's own. */
  private static final int OPEN = 01777;

  /** What does not hold and what to do; empty when all of it does. */
  Optional<String> problem() {
    Optional<String> missing =
        Tool.of(confinement).flatMap(tool -> tool.missing().stream()).findFirst();
    if (missing.isPresent()) {
      return missing;
    }
    try {
      Path directory = Files.createTempDirectory("sallyport-sandbox");
      try {
        return problemWith(opened(directory));
      } finally {
        clear(directory);
      }
    } catch (IOException e) {
      return Optional.of("its self-test cannot write a file: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Puts a canary there that only the sandbox keeps: it and its directory are open for everybody.
   * The directory comes last and is sticky, so that nobody else can put a link in the canary's
   * place.
   */
  static Path opened(Path directory) throws IOException {
    Path canary = Files.writeString(directory.resolve("canary"), "seen");
    Files.setPosixFilePermissions(canary, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setAttribute(directory, "unix:mode", OPEN);
    return canary;
  }

  /**
   * Closes the directory and takes it away, with what others put into it: no link is followed, and
   * what cannot be taken away stays.
   */
  static void clear(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
        for (Path each : left) {
          Files.delete(each);
        }
      }
      Files.delete(directory);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("what somebody put into {} is left there: {}", directory, e.getClass().getName());
    }
  }

  private Optional<String> problemWith(Path canary) throws IOException {
    for (Layer layer : Layer.values()) {
      if (confinement.has(layer)) {
        Optional<String> problem = problem(layer, canary);
        if (problem.isPresent()) {
          return problem.map(why -> layer.text() + " " + why);
        }
      }
    }
    if (!run(confinement, Tool.TRUE.path()).succeeded()) {
      return Optional.of("the layers do not work together; look at limits.memory and read");
    }
    return confinement.port().isPresent() ? new PortTest(confinement).problem() : Optional.empty();
  }

  private Optional<String> problem(Layer layer, Path canary) throws IOException {
    if (layer == Layer.SECCOMP && !SeccompFilter.knows(Sandbox.MACHINE)) {
      return Optional.of("needs x86-64 or AArch64; take another machine, or take it from require");
    }
    Confinement alone = confinement.only(layer);
    if (layer == Layer.LANDLOCK && Landlock.abi() < Landlock.NEEDED_ABI) {
      return Optional.of(
          "needs Linux 6.7 or later with landlock among its LSMs; take another kernel, or take"
              + " landlock from require");
    }
    Trial can = run(alone, Tool.TRUE.path());
    if (!can.succeeded()) {
      return Optional.of(advice(layer, can));
    }
    return holds(layer, alone, canary)
        ? Optional.empty()
        : Optional.of("does not hold what it must; take no action with it on this machine");
  }

  private static String advice(Layer layer, Trial trial) {
    String said = trial.text().lines().findFirst().map(line -> " (" + line + ")").orElse("");
    return "does not work"
        + said
        + (layer == Layer.BUBBLEWRAP
            ? "; allow unprivileged user namespaces, in a container also by its seccomp profile and"
                + " with systempaths=unconfined"
            : "; the machine or container does not allow it");
  }

  private boolean holds(Layer layer, Confinement alone, Path canary) throws IOException {
    return switch (layer) {
      case BUBBLEWRAP -> keepsFiles(alone, canary) && keepsNetwork(alone);
      case LANDLOCK -> keepsFiles(alone, canary);
      case SECCOMP -> filters(alone);
      case RLIMITS -> limits(alone);
    };
  }

  /** Looks at the canary last: a neighbour on this machine could have taken it away. */
  private boolean keepsFiles(Confinement alone, Path canary) {
    Path trace = canary.resolveSibling("trace");
    boolean read = run(alone, Tool.CAT.path(), canary.toString()).text().contains("seen");
    boolean wrote = run(alone, Tool.TOUCH.path(), trace.toString()).succeeded();
    return !read && !wrote && Files.notExists(trace) && Files.exists(canary);
  }

  private boolean keepsNetwork(Confinement alone) {
    List<String> devices =
        run(alone, Tool.CAT.path(), "/proc/net/dev").text().lines().skip(2).toList();
    return devices.size() == 1 && devices.getFirst().strip().startsWith("lo:");
  }

  private boolean filters(Confinement alone) throws IOException {
    boolean left = run(alone, Tool.UNSHARE.path(), "--user", Tool.TRUE.path()).succeeded();
    int own = filters(Files.readString(OWN_STATUS));
    return !left && filters(run(alone, Tool.CAT.path(), OWN_STATUS.toString()).text()) > own;
  }

  private static int filters(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(FILTERS))
        .map(line -> Integer.parseInt(line.substring(FILTERS.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  private boolean limits(Confinement alone) {
    String limits = run(alone, Tool.CAT.path(), "/proc/self/limits").text();
    Confinement.Bounds bounds = confinement.bounds();
    return has(limits, "Max core file size", 0)
        && has(limits, "Max cpu time", bounds.cpuSeconds())
        && has(limits, "Max address space", bounds.memory().bytes())
        && has(limits, "Max processes", bounds.processes())
        && has(limits, "Max open files", bounds.files())
        && has(limits, "Max file size", bounds.scratch().bytes());
  }

  /** Both the soft and the hard limit. */
  private static boolean has(String limits, String name, long value) {
    return limits
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split(" +", 3))
        .anyMatch(found ->
            found[0].equals(String.valueOf(value)) && found[1].equals(String.valueOf(value)));
  }

  private static Trial run(Confinement confinement, String... command) {
    Run run =
        new Sandbox(confinement).start(new Order(List.of(command), Bytes.of(), TIME, MAX_OUTPUT));
    return new Trial(run.await(), run.text());
  }

  /** What became of one command. */
  private record Trial(Ended ended, String text) {
    boolean succeeded() {
      return ended instanceof Ended.Exited(int status, _) && status == 0;
    }
  }
}
