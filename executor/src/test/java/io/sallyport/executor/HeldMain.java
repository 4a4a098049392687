package io.sallyport.executor;

import io.sallyport.executor.lane.Moments.Moment;
import io.sallyport.service.process.RoleProcess;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An executor that takes over so many partitions and no more, and so is never ready: {@code
 * HeldMain <config.yaml> <how many>}.
 */
public final class HeldMain {
  private HeldMain() {}

  /** Starts it. */
  public static void main(String[] arguments) {
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[1]));
    RoleProcess.run(
        "executor",
        new String[] {arguments[0]},
        file ->
            ExecutorMain.begin(
                file,
                moment -> {
                  if (moment == Moment.TAKING && left.getAndDecrement() <= 0) {
                    hold();
                  }
                }));
  }

  private static void hold() {
    while (true) {
      LockSupport.park();
    }
  }
}
