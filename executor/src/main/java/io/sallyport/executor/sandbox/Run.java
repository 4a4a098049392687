package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Digest;
import io.sallyport.executor.sandbox.Ended.Reason;
import io.sallyport.executor.sandbox.kernel.CLibrary;
import io.sallyport.executor.sandbox.kernel.Descriptors;
import io.sallyport.executor.sandbox.kernel.Reading;
import io.sallyport.executor.sandbox.kernel.Spawn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of a program. A thread of its own restricts itself, starts the program, reads what it
 * writes and waits for it: restrictions are inherited from a thread and never lifted from it, and
 * the kernel kills the program when that thread ends. Other threads await and stop it.
 */
final class Run {
  private static final int KILL = 9;
  private static final int SIGNALLED = 128;
  private static final int NO_WAIT = 1;
  private static final int MAX_TOLD = 4096;
  private static final long NANOS_OF_MILLI = 1_000_000;
  private static final long GRACE_NANOS = 1_000 * NANOS_OF_MILLI;

  private final Confinement confinement;
  private final CommandLine commandLine;
  private final Sandbox.Order order;
  private final byte[] filter;
  private final Thread thread = Thread.ofPlatform().daemon().name("sandbox").unstarted(this::run);

  private int pid;
  private boolean reaped;
  private Reason reason = Reason.NONE;
  private int status;
  private byte[] output = new byte[0];
  private String told = "";

  private Run(
      Confinement confinement, CommandLine commandLine, Sandbox.Order order, byte[] filter) {
    this.confinement = confinement;
    this.commandLine = commandLine;
    this.order = order;
    this.filter = filter;
  }

  static Run start(
      Confinement confinement, CommandLine commandLine, Sandbox.Order order, byte[] filter) {
    Run run = new Run(confinement, commandLine, order, filter);
    run.thread.start();
    return run;
  }

  /** Blocks until it has ended; see {@link Sandbox#run}. */
  Ended await() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        kill(Reason.STOPPED);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended();
  }

  /** What it wrote, after it has ended. */
  synchronized String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  private synchronized Ended ended() {
    if (pid == 0) {
      return new Ended.NotStarted();
    }
    if (confinement.has(Layer.BUBBLEWRAP)) {
      return byWhatWasTold();
    }
    return reaped && reason == Reason.NONE ? exited() : new Ended.Cut(reason);
  }

  /** bubblewrap tells an exit status of nothing but what it had started. */
  private Ended byWhatWasTold() {
    if (told.contains("\"exit-code\"") && reason != Reason.OUTPUT) {
      return exited();
    }
    boolean failed = reaped && reason == Reason.NONE && signal() == 0;
    return failed ? new Ended.NotStarted() : new Ended.Cut(reason);
  }

  private Ended exited() {
    int code = signal() == 0 ? status >> 8 : SIGNALLED + signal();
    return new Ended.Exited(code, Digest.of(output));
  }

  /** See WTERMSIG in waitpid(2). */
  private int signal() {
    return status & 0x7f;
  }

  /** Kills it, unless it has ended already. */
  private synchronized void kill(Reason why) {
    if (reason == Reason.NONE) {
      reason = why;
    }
    if (pid != 0 && !reaped) {
      CLibrary.call("kill", -pid, KILL);
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined();
        Descriptors descriptors = new Descriptors(arena);
        Spawn spawn = new Spawn(arena)) {
      Descriptors.Pipe out = descriptors.pipe();
      Descriptors.Pipe state = descriptors.pipe();
      Spawn.Prepared program = prepare(spawn, descriptors, out, state);
      Reading reading = new Reading(arena, out.read(), order.maxOutput());
      Reading telling = new Reading(arena, state.read(), MAX_TOLD);
      new Restriction(arena, descriptors, confinement, commandLine.visible(), filter).apply();
      if (start(program)) {
        descriptors.close(out.write());
        descriptors.close(state.write());
        reading.watch(descriptors.process(pid));
        watch(reading);
        telling.step(0);
        reap(arena, reading, telling);
      }
    } catch (IllegalStateException e) {
      kill(Reason.STOPPED);
    } finally {
      order.files().forEach(Sandbox.Given::wipe);
    }
  }

  private Spawn.Prepared prepare(
      Spawn spawn, Descriptors descriptors, Descriptors.Pipe out, Descriptors.Pipe state) {
    spawn.pass(descriptors.file(order.input().toArray()));
    spawn.pass(out.write());
    spawn.pass(out.write());
    if (confinement.has(Layer.BUBBLEWRAP)) {
      spawn.pass(state.write());
      if (confinement.has(Layer.SECCOMP)) {
        spawn.pass(descriptors.file(filter));
      }
      order.files().forEach(file -> spawn.pass(descriptors.file(file.content())));
    }
    List<String> command = commandLine.of(order.command(), order.files());
    return spawn.prepare(command, confinement.environment());
  }

  private synchronized boolean start(Spawn.Prepared program) {
    if (reason == Reason.NONE) {
      pid = program.start();
    }
    return pid != 0;
  }

  /** Until it has ended and nobody can write any more; the latter is waited for shortly only. */
  private void watch(Reading reading) {
    long end = System.nanoTime() + order.time().toNanos();
    while (!reading.hasEnded() && left(end) > 0) {
      step(reading, end);
    }
    if (!reading.hasEnded()) {
      kill(Reason.TIME);
    }
    long last = System.nanoTime() + GRACE_NANOS;
    while (!reading.isDone() && left(last) > 0) {
      step(reading, last);
    }
  }

  private void step(Reading reading, long end) {
    reading.step(left(end));
    if (reading.isOver()) {
      kill(Reason.OUTPUT);
    }
  }

  /** In milliseconds. */
  private static int left(long end) {
    return (int) Math.max(0, Math.ceilDiv(end - System.nanoTime(), NANOS_OF_MILLI));
  }

  private synchronized void reap(Arena arena, Reading reading, Reading telling) {
    MemorySegment state = arena.allocate(ValueLayout.JAVA_INT);
    reaped = CLibrary.call("waitpid", pid, state, NO_WAIT) == pid;
    status = state.get(ValueLayout.JAVA_INT, 0);
    output = reading.bytes();
    told = new String(telling.bytes(), StandardCharsets.US_ASCII);
  }
}
