package io.sallyport.quickstart.supervise;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts every child of this JVM from one thread that never ends.
 *
 * <p>The kernel sends the parent-death signal when the <em>thread</em> that forked ends, so a child
 * that was started from a pool's or a virtual thread would be killed with it.
 */
final class Spawner {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "spawner");
        thread.setDaemon(true);
        return thread;
      });

  private Spawner() {}

  /** Starts the child with nothing of this process's environment. */
  static Process start(ChildSpec spec, Isolation isolation) {
    var builder = new ProcessBuilder(isolation.command(spec.owner(), spec.command()));
    builder.directory(spec.home().toFile());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", spec.home().toString());
    environment.put("TMPDIR", spec.home().resolve("tmp").toString());
    environment.put("LANG", "C.UTF-8");
    environment.putAll(spec.environment());
    try {
      Process process = THREAD.submit(builder::start).get();
      process.getOutputStream().close();
      return process;
    } catch (ExecutionException | IOException e) {
      throw new SuperviseException("cannot start " + spec.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SuperviseException("interrupted while starting " + spec.name(), e);
    }
  }
}
