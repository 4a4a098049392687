package io.sallyport.bench.execute;

import io.sallyport.executor.ExecutorMain;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.service.process.RoleProcess;
import java.time.Duration;
import java.util.Optional;

/** The real executor as a process, whose actions have no effect and succeed at once. */
public final class NoOpMain {
  private NoOpMain() {}

  /** Runs until it is told to end; the argument is the executor's configuration. */
  public static void main(String[] arguments) {
    RoleProcess.run(
        "executor",
        arguments,
        file -> ExecutorMain.startWith(file, handler -> new NoOp(handler.timeout())));
  }

  /** Asks what every handler must ask before its first byte, and sends none. */
  private record NoOp(Duration timeout) implements Handler {
    @Override
    public Performed perform(Performance performance) {
      return performance
          .tooLate()
          .map(Performed::notExecuted)
          .orElseGet(() -> new Performed.Succeeded(Optional.empty()));
    }
  }
}
