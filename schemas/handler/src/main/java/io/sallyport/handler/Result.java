package io.sallyport.handler;

/**
 * How performing an action ended. What is not known is no result: throw.
 *
 * <p>The document of either is for the receipt, which has its SHA-256 and nothing else of it; it
 * must not be larger than the bundle's {@code maxResponse} in UTF-8.
 */
public sealed interface Result {
  /** What there is to say. */
  String document();

  /** It happened. */
  record Performed(String document) implements Result {}

  /** It certainly did not happen. */
  record NotPerformed(String document) implements Result {}
}
