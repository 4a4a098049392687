package io.sallyport.executor.handler;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import java.time.Duration;
import java.util.Optional;

/** How performing one action ended. */
public sealed interface Performed {
  /** Why, as a stable word. */
  Code code();

  /** The target's answer, if there was one. */
  Optional<Answer> answer();

  /**
   * An answer, as far as it may be kept.
   *
   * @param status the HTTP status, the number of rows or the exit status
   * @param digest of the body, result or output, which itself is kept nowhere
   * @param retryAfter how long to wait before asking again, if the target said so
   */
  record Answer(int status, Digest digest, Optional<Duration> retryAfter) {
    /** An answer that asks for no time. */
    public Answer(int status, Digest digest) {
      this(status, digest, Optional.empty());
    }
  }

  /** The target confirmed it. */
  record Succeeded(Optional<Answer> answer) implements Performed {
    @Override
    public Code code() {
      return Code.SUCCEEDED;
    }
  }

  /** It certainly did not happen. */
  record NotExecuted(Code code, Optional<Answer> answer) implements Performed {}

  /** It may have happened; nobody but the target knows. */
  record InDoubt(Code code, Optional<Answer> answer) implements Performed {}

  /** It did not happen, and there was no answer. */
  static Performed notExecuted(Code code) {
    return new NotExecuted(code, Optional.empty());
  }

  /** It may have happened, and there was no usable answer. */
  static Performed inDoubt(Code code) {
    return new InDoubt(code, Optional.empty());
  }
}
