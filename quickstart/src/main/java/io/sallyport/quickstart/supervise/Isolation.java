package io.sallyport.quickstart.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How far the children are kept apart on this machine, found out once at the start.
 *
 * @param separateUsers each child has a uid of its own
 * @param bound the kernel kills the children when the supervisor ends, however it ends
 * @param notice one honest line about both
 */
public record Isolation(boolean separateUsers, boolean bound, String notice) {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** The signal is not sent for a parent that was gone before it was asked for. */
  private static final String UNLESS_ORPHANED = "test \"$PPID\" = \"$0\" && exec \"$@\"";

  private static final long PROBE_SECONDS = 5;

  /**
   * Looks for the means to keep children apart.
   *
   * @param paths what every child must reach: the data directory, the Java installation
   * @param uid a uid to try the change of users with
   */
  public static Isolation find(List<Path> paths, int uid) {
    if (!Files.isExecutable(SETPRIV) || !Files.isExecutable(SETSID)) {
      return sameUser(false, "setpriv and setsid (util-linux) are missing");
    }
    if (currentUid() != 0) {
      return sameUser(true, "only root can give each process its own uid");
    }
    Optional<Path> closed = paths.stream().flatMap(p -> closedToOthers(p).stream()).findFirst();
    if (closed.isPresent()) {
      return sameUser(true, closed.get() + " cannot be entered by other users");
    }
    if (!succeeds(wrap(new Owner.Uid(uid), List.of("/bin/true")))) {
      return sameUser(true, "this machine refuses the change to uid " + uid);
    }
    return new Isolation(true, true, "each process runs as a user of its own");
  }

  /** The same without a change of users, as the person asked for. */
  public Isolation withoutUsers() {
    return separateUsers ? sameUser(bound, "--uid-base is 0") : this;
  }

  /** The command that runs another one as that owner, bound to its parent if that is possible. */
  public List<String> command(Owner owner, List<String> command) {
    return bound ? wrap(owner, command) : command;
  }

  /** The uid of this process, or -1 where the system does not tell it. */
  public static int currentUid() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return -1;
    }
  }

  private static Isolation sameUser(boolean bound, String reason) {
    String rest = bound ? "" : ", and may outlive a killed supervisor";
    return new Isolation(false, bound, "all processes run as the same user" + rest + ": " + reason);
  }

  /** A session of its own keeps Ctrl-C of the terminal from the children: the order is ours. */
  private static List<String> wrap(Owner owner, List<String> command) {
    List<String> wrapped = new ArrayList<>(List.of(SETSID.toString(), SETPRIV.toString()));
    switch (owner) {
      case Owner.SameUser() -> {}
      case Owner.Uid(int number) -> {
        String id = Integer.toString(number);
        wrapped.addAll(List.of("--reuid", id, "--regid", id, "--clear-groups"));
      }
    }
    wrapped.addAll(List.of("--no-new-privs", "--pdeathsig", "KILL", "--"));
    String parent = Long.toString(ProcessHandle.current().pid());
    wrapped.addAll(List.of("/bin/sh", "-c", UNLESS_ORPHANED, parent));
    wrapped.addAll(command);
    return wrapped;
  }

  private static Optional<Path> closedToOthers(Path path) {
    try {
      for (Path at = path.toRealPath(); at != null; at = at.getParent()) {
        var permissions = Files.getPosixFilePermissions(at);
        if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return Optional.of(at);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
