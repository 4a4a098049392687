package io.sallyport.validator.policy;

import java.time.Duration;

/**
 * How many actions of a type may be allowed within a time, of those that the desk decides with one
 * key.
 *
 * @param id unique among the quotas of its action type
 * @param isOfSender whether that key is who signed, and not the ordering field; so it is of all
 *     quotas of a type, or of none
 * @param max so many within {@code per}
 * @param per how long each of them counts
 * @param share of these, so many of one principal; {@code max} where nothing is said
 * @param exceeded what is done with one more
 */
public record Quota(
    String id, boolean isOfSender, int max, Duration per, int share, Exceeded exceeded) {
  /** What is done with one more. */
  public sealed interface Exceeded {
    /** It is denied. */
    record Deny() implements Exceeded {}

    /** Persons are asked. */
    record StepUp(Asked who) implements Exceeded {}

    /**
     * It waits for its place; denied where its sender has its whole share.
     *
     * @param most how long, before it is denied
     */
    record Defer(Duration most) implements Exceeded {}

    /** Whose approval allows one more. */
    default Asked asked() {
      return this instanceof StepUp(Asked who) ? who : Asked.NOBODY;
    }
  }
}
