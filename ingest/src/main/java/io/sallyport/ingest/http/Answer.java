package io.sallyport.ingest.http;

import java.time.Duration;
import java.util.UUID;

/** What the gateway answers. */
public sealed interface Answer {

  /**
   * 202: the broker has acknowledged the delivery.
   *
   * @param delivery its id
   */
  record Accepted(UUID delivery) implements Answer {}

  /**
   * The answer to a sender's handshake, of which nothing is published.
   *
   * @param status 200, or 204 without a text
   * @param text JSON
   */
  record Greeted(int status, String text) implements Answer {}

  /**
   * Anything else.
   *
   * @param refusal why
   * @param retryAfter when to come again, zero if that would not help
   */
  record Refused(Refusal refusal, Duration retryAfter) implements Answer {}

  /** Refused, and coming again would not help. */
  static Answer refused(Refusal refusal) {
    return new Refused(refusal, Duration.ZERO);
  }
}
