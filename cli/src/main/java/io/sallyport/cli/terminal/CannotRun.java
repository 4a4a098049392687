package io.sallyport.cli.terminal;

/** A command cannot run; says why and what to do next, and is shown without a stack trace. */
public final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String nextStep;

  /** Of {@code problem}, with the next step for whoever reads it. */
  public CannotRun(String problem, String nextStep) {
    super(problem);
    this.nextStep = nextStep;
  }

  /** Of {@code problem} with its cause. */
  public CannotRun(String problem, String nextStep, Throwable cause) {
    super(problem, cause);
    this.nextStep = nextStep;
  }

  /** What to do next, one sentence. */
  public String nextStep() {
    return nextStep;
  }
}
