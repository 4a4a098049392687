package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.sandbox.kernel.CLibrary;
import io.sallyport.executor.sandbox.kernel.SeccompFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
   * @param files that are there for this run only; bubblewrap makes them
   */
  public record Order(
      List<String> command, Bytes input, Duration time, int maxOutput, List<Given> files) {
    /** Copies the lists. */
    public Order {
      command = List.copyOf(command);
      files = List.copyOf(files);
    }

    /** Without files. */
    public Order(List<String> command, Bytes input, Duration time, int maxOutput) {
      this(command, input, time, maxOutput, List.of());
    }
  }

  /**
   * A file that one run sees and nobody else: from memory, and on no disk.
   *
   * @param path where it sees it, read-only and as its owner
   * @param content what is in it; wiped when the run is over
   */
  @SuppressWarnings("ArrayRecordComponent") // to be wiped, and never compared
  public record Given(Path path, byte[] content) {
    /** A public one. */
    public static Given of(Path path, String content) {
      return new Given(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The list of users, with the sandbox's only one, whom ssh(1) looks for. */
    public static Given passwd() {
      return of(Path.of("/etc/passwd"), "sandbox:x:65534:65534::/scratch:/usr/sbin/nologin\n");
    }

    void wipe() {
      Arrays.fill(content, (byte) 0);
    }

    /** Says where, never what. */
    @Override
    public String toString() {
      return "Given[" + path + "]";
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
    if (!order.files().isEmpty() && !confinement.has(Layer.BUBBLEWRAP)) {
      throw new IllegalArgumentException("only bubblewrap can give a program files of its own");
    }
    byte[] filter = confinement.has(Layer.SECCOMP) ? filter() : new byte[0];
    return Run.start(confinement, commandLine, order, filter);
  }

  private byte[] filter() {
    return confinement.port().isPresent()
        ? SeccompFilter.connecting(MACHINE)
        : SeccompFilter.of(MACHINE);
  }
}
