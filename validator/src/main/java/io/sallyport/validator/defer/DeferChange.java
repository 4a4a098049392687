package io.sallyport.validator.defer;

/** What is to be remembered of what waits, or forgotten. */
public sealed interface DeferChange {
  /** It waits from now on. */
  record Waits(Deferred deferred) implements DeferChange {}

  /** It waits no longer. */
  record Left(Deferred deferred) implements DeferChange {}
}
