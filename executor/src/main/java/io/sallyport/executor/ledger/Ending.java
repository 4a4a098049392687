package io.sallyport.executor.ledger;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Response;
import java.time.Duration;
import java.util.Optional;

/**
 * How a claimed action ended, as its worker tells it.
 *
 * @param result how
 * @param code why
 * @param response what the target answered
 * @param performance when and with which credential, if a handler was called
 * @param again whether another attempt is worth it
 */
public record Ending(
    OutcomeResult result,
    Code code,
    Optional<Response> response,
    Optional<Execution> performance,
    Optional<Again> again) {
  /** Nobody knows how a former owner's action ended. */
  static final Ending OWNER_LOST =
      new Ending(OutcomeResult.IN_DOUBT, Code.OWNER_LOST, Optional.empty());

  /**
   * Another attempt, as long as it may begin before the mandate's end.
   *
   * @param task what to claim again
   * @param pause how long to wait before
   */
  public record Again(Task task, Duration pause) {}

  /** An ending of which no more is known. */
  public Ending(OutcomeResult result, Code code, Optional<Response> response) {
    this(result, code, response, Optional.empty(), Optional.empty());
  }

  /** The same, performed so. */
  public Ending performed(Execution so) {
    return new Ending(result, code, response, Optional.of(so), again);
  }

  /** The same, after which another attempt is worth it. */
  public Ending again(Again attempt) {
    return new Ending(result, code, response, performance, Optional.of(attempt));
  }
}
