package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Digest;

/** How a run ended. */
public sealed interface Ended {
  /** Nothing of the program ran. */
  record NotStarted() implements Ended {}

  /**
   * The program ended by itself.
   *
   * @param status its exit status; 128 and the signal's number where one ended it
   * @param output of what it wrote to standard output and standard error, in the order of arrival
   */
  record Exited(int status, Digest output) implements Ended {}

  /** It was killed, or how it ended is not known. */
  record Cut(Reason reason) implements Ended {}

  /** Why it was killed. */
  enum Reason {
    /** It was not. */
    NONE,
    /** Its time was over. */
    TIME,
    /** It wrote more than it may. */
    OUTPUT,
    /** Its caller was interrupted. */
    STOPPED
  }
}
