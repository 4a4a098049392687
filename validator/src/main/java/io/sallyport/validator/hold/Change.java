package io.sallyport.validator.hold;

import io.sallyport.contract.held.Held;

/** What is to be remembered, or forgotten. */
public sealed interface Change {
  /** An action waits from now on. */
  record Opened(Held held) implements Change {}

  /** It waits no longer; its verdicts are forgotten. */
  record Closed(Held held) implements Change {}

  /** A verdict. */
  record Remembered(Kept verdict) implements Change {}

  /** A verdict that was remembered. */
  record Forgotten(Kept verdict) implements Change {}
}
