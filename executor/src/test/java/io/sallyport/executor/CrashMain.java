package io.sallyport.executor;

import io.sallyport.executor.lane.Moments.Moment;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An executor that kills itself: {@code CrashMain <config.yaml> <moment> <how often before>}. */
public final class CrashMain {
  private CrashMain() {}

  /** Starts it. */
  public static void main(String[] arguments) {
    Moment fatal = Moment.valueOf(arguments[1]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
    RoleProcess.run(
        "executor",
        new String[] {arguments[0]},
        file ->
            ExecutorMain.begin(
                file,
                moment -> {
                  if (moment == fatal && left.getAndDecrement() == 0) {
                    die();
                  }
                }));
  }

  /** By SIGKILL; the calling thread does nothing more. */
  static void die() {
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}
