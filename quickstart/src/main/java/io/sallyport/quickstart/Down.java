package io.sallyport.quickstart;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.supervise.DataLock;
import io.sallyport.quickstart.supervise.PidFile;
import io.sallyport.quickstart.supervise.Readiness;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends the stack of a data directory, and deletes the directory if that is wanted. */
final class Down {
  private static final Duration GRACE = Duration.ofSeconds(12);
  private static final Duration AFTER_KILL = Duration.ofSeconds(3);

  private final PrintStream out;

  Down(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options = Options.parse(arguments, Set.of("--data"), Set.of("--purge"));
    var data = new DataDirectory(options.data());
    if (!data.isOurs()) {
      throw new DataException(data.root() + " holds no stack; name its directory with --data DIR");
    }
    Optional<ProcessHandle> supervisor = new PidFile(data.run(), Stack.SUPERVISOR).read();
    supervisor.ifPresent(Down::end);
    out.println(supervisor.isPresent() ? "stopped" : "nothing was running");
    if (options.has("--purge")) {
      purge(data);
    }
    return 0;
  }

  private static void end(ProcessHandle supervisor) {
    supervisor.destroy();
    if (!Readiness.await(() -> !supervisor.isAlive(), GRACE, () -> false)) {
      supervisor.destroyForcibly();
      Readiness.await(() -> !supervisor.isAlive(), AFTER_KILL, () -> false);
    }
  }

  private void purge(DataDirectory data) {
    Optional<DataLock> lock = DataLock.take(data.root());
    if (lock.isEmpty()) {
      throw new DataException(
          data.root() + " is in use by a process that no pid file names; nothing was deleted");
    }
    try (DataLock held = lock.get()) {
      OwnerFiles.deleteTree(held.directory());
    }
    out.println("deleted " + data.root());
  }
}
