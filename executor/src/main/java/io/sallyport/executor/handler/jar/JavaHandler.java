package io.sallyport.executor.handler.jar;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.process.ProcessHandler;
import io.sallyport.executor.handler.process.ProcessHandler.Supplies;
import io.sallyport.executor.sandbox.Ended;
import io.sallyport.executor.sandbox.Sandbox;
import io.sallyport.executor.sandbox.Sandbox.Order;
import io.sallyport.handler.HandlerMain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Performs an action as one run of a pinned jar in a JVM of its own, in a sandbox. Safe for any
 * thread.
 */
public final class JavaHandler implements Handler {
  private static final Duration CHECK_TIME = Duration.ofSeconds(10);
  private static final int CHECK_OUTPUT = 64 * 1024;

  private final JavaSpec spec;
  private final ProcessHandler process;

  /** A handler of {@code spec}; starts nothing. */
  public JavaHandler(JavaSpec spec) {
    this.spec = spec;
    this.process = new ProcessHandler(spec.process(), this::supplies);
  }

  /** Why its jar cannot be run as it must be, and what to do; tries sandbox and jar. */
  public static Optional<String> problem(JavaSpec spec) {
    return spec.jar()
        .problem()
        .or(() -> ProcessHandler.problem(spec.process()))
        .or(() -> spec.jar().content().flatMap(jar -> problem(spec, jar)));
  }

  private static Optional<String> problem(JavaSpec spec, byte[] jar) {
    List<String> command = new ArrayList<>(List.of(spec.process().program().path().toString()));
    spec.process().arguments().expand(_ -> "").ifPresent(command::addAll);
    command.add(HandlerMain.CHECK);
    Order order = new Order(command, Bytes.of(), CHECK_TIME, CHECK_OUTPUT, JavaCommand.files(jar));
    Ended ended = new Sandbox(spec.process().confinement()).run(order);
    int status = ended instanceof Ended.Exited(int exit, _) ? exit : -1;
    return switch (status) {
      case 0 -> Optional.empty();
      case HandlerMain.NO_HANDLER ->
          Optional.of("jar: has no handler; name one in META-INF/services");
      case HandlerMain.SEVERAL_HANDLERS ->
          Optional.of("jar: has several handlers; make it one, and a jar for each other");
      case HandlerMain.UNUSABLE ->
          Optional.of(
              "jar: its handler cannot be made; look at META-INF/services, and whether the class is"
                  + " public, in the jar, and has a constructor without parameters that returns");
      default ->
          Optional.of(
              "jar: its JVM does not start or its handler cannot be loaded; look at limits, and"
                  + " which Java it was compiled for");
    };
  }

  @Override
  public Duration timeout() {
    return process.timeout();
  }

  @Override
  public Performed perform(Performance performance) {
    return process.perform(performance);
  }

  private Optional<Supplies> supplies(Performance performance) {
    return spec.jar()
        .content()
        .map(jar -> new Supplies(input(performance), JavaCommand.files(jar)));
  }

  /** As {@link HandlerMain} reads it. */
  private Bytes input(Performance performance) {
    Instant deadline = performance.times().clock().instant().plus(performance.time(timeout()));
    String head = performance.action().text() + "\n" + spec.type() + "\n" + deadline + "\n";
    byte[] fields = spec.process().input().of(performance.fields());
    return Bytes.utf8(head + new String(fields, StandardCharsets.UTF_8));
  }
}
