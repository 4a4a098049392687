package io.sallyport.validator.hold;

import io.sallyport.contract.held.Held;

/** What is to be remembered, or forgotten. */
public sealed interface Change {
  /** An action waits from now on. */
  record Opened(Held held) implements Change {}

  /**
   * It waits no longer; its verdicts are forgotten.
   *
   * @param isLast whether its record is to be closed; not where a newer one has its place already
   */
  record Closed(Held held, boolean isLast) implements Change {}

  /** A verdict. */
  record Remembered(Kept verdict) implements Change {}

  /** A verdict that was remembered. */
  record Forgotten(Kept verdict) implements Change {}
}
