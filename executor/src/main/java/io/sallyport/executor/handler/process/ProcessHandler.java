package io.sallyport.executor.handler.process;

import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.sandbox.Ended;
import io.sallyport.executor.sandbox.Sandbox;
import io.sallyport.executor.sandbox.Sandbox.Given;
import io.sallyport.executor.sandbox.Sandbox.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Performs an action as exactly one run of one program, without a shell. What was started and did
 * not end by itself, or ended with a status that nobody gave a meaning, may have done something.
 * Safe for any thread.
 */
public final class ProcessHandler implements Handler {
  private final ProcessSpec spec;
  private final Function<Performance, Optional<Supplies>> supplies;
  private final Sandbox sandbox;

  /**
   * What one run gets beside its arguments.
   *
   * @param input what it reads from standard input
   * @param files that are there for this run only
   */
  public record Supplies(Bytes input, List<Given> files) {
    /** Copies the list. */
    public Supplies {
      files = List.copyOf(files);
    }
  }

  /** A handler of {@code spec}, whose program gets its input and no files; starts nothing. */
  public ProcessHandler(ProcessSpec spec) {
    this(
        spec,
        performance -> Optional.of(new Supplies(spec.inputOf(performance.fields()), List.of())));
  }

  /** The same, whose program gets {@code supplies}, or is not started where there are none. */
  public ProcessHandler(ProcessSpec spec, Function<Performance, Optional<Supplies>> supplies) {
    this.spec = spec;
    this.supplies = supplies;
    this.sandbox = new Sandbox(spec.confinement());
  }

  /** Why its program cannot be run as it must be, and what to do; tries the sandbox. */
  public static Optional<String> problem(ProcessSpec spec) {
    return spec.program().isUnchanged()
        ? new Sandbox(spec.confinement()).problem().map(problem -> "require: " + problem)
        : Optional.of(
            "sha256: the program is another one, or above 64 MiB; look where it comes from, then"
                + " pin it anew");
  }

  @Override
  public Duration timeout() {
    return spec.limits().timeout();
  }

  @Override
  public Performed perform(Performance performance) {
    Optional<List<String>> arguments =
        spec.arguments().expand(name -> PlainValue.text(performance.fields(), name));
    if (arguments.isEmpty()) {
      return Performed.notExecuted(Code.TEMPLATE_REFUSED);
    }
    if (!spec.program().isUnchanged()) {
      return Performed.notExecuted(Code.PROGRAM_NOT_STARTED);
    }
    Optional<Code> late = performance.tooLate();
    if (late.isPresent()) {
      return Performed.notExecuted(late.get());
    }
    Optional<Supplies> supplied = supplies.apply(performance);
    return supplied.isPresent()
        ? run(arguments.get(), supplied.get(), performance.time(timeout()))
        : Performed.notExecuted(Code.PROGRAM_NOT_STARTED);
  }

  private Performed run(List<String> arguments, Supplies supplied, Duration time) {
    List<String> command = new ArrayList<>();
    command.add(spec.program().path().toString());
    command.addAll(arguments);
    Order order =
        new Order(
            command,
            supplied.input(),
            time,
            Math.toIntExact(spec.limits().maxResponse().bytes()),
            supplied.files());
    return meaning(sandbox.run(order), time.compareTo(timeout()) < 0);
  }

  private Performed meaning(Ended ended, boolean cut) {
    return switch (ended) {
      case Ended.NotStarted _ -> Performed.notExecuted(Code.PROGRAM_NOT_STARTED);
      case Ended.Exited(int status, Digest output) -> meaning(new Answer(status, output));
      case Ended.Cut(Ended.Reason reason) ->
          Performed.inDoubt(
              switch (reason) {
                case OUTPUT -> Code.RESPONSE_TOO_LARGE;
                case TIME -> cut ? Code.LEASE_OVER : Code.OUTCOME_UNKNOWN;
                case STOPPED, NONE -> Code.OUTCOME_UNKNOWN;
              });
    };
  }

  private Performed meaning(Answer answer) {
    Optional<Answer> told = Optional.of(answer);
    if (answer.status() == 0) {
      return new Performed.Succeeded(told);
    }
    return spec.notExecuted().contains(answer.status())
        ? new Performed.NotExecuted(Code.TARGET_REFUSED, told)
        : new Performed.InDoubt(Code.OUTCOME_UNKNOWN, told);
  }
}
