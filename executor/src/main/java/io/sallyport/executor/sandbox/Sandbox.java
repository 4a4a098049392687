package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.sandbox.kernel.CLibrary;
import io.sallyport.executor.sandbox.kernel.SeccompFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs programs, each in a sandbox of its own that is gone when the run has ended. Safe for any
 * thread.
 */
public final class Sandbox {
  static final String MACHINE = System.getProperty("os.arch");

  private final Confinement confinement;
  private final CommandLine commandLine;

  /** Programs confined so. */
  public Sandbox(Confinement confinement) {
    this.confinement = confinement;
    this.commandLine = new CommandLine(confinement, CLibrary.call("geteuid") == 0);
  }

  /**
   * What to run.
   *
   * @param command the absolute program and its arguments
   * @param input what it reads from standard input
   * @param time how long it may take; then it is killed
   * @param maxOutput how many bytes it may write; with one more it is killed
   */
  public record Order(List<String> command, Bytes input, Duration time, int maxOutput) {
    /** Copies the command. */
    public Order {
      command = List.copyOf(command);
    }
  }

  /**
   * Runs it and blocks until it has ended. Interrupted, it kills the program, and all that this
   * started where bubblewrap holds it, and stays interrupted.
   */
  public Ended run(Order order) {
    return start(order).await();
  }

  /** Why this machine does not confine programs so, and what to do; tries it. */
  public Optional<String> problem() {
    return new SelfTest(confinement).problem();
  }

  Run start(Order order) {
    byte[] filter = confinement.has(Layer.SECCOMP) ? SeccompFilter.of(MACHINE) : new byte[0];
    return Run.start(confinement, commandLine, order, filter);
  }
}
