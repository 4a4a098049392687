package io.sallyport.executor.handler.http;

import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Target;
import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a Handler document says about its HTTP request.
 *
 * @param method POST, PUT, PATCH or DELETE
 * @param target the exact origin, never from a record
 * @param path the template of the path
 * @param body the fields that travel; without any there is no body
 * @param answers which statuses mean what
 * @param limits how long and how large
 * @param addresses which addresses the target may have
 */
public record HttpSpec(
    String method,
    Target target,
    PathTemplate path,
    JsonBody body,
    Answers answers,
    Limits limits,
    AddressRule addresses) {

  /**
   * Which statuses mean what; all others leave the action in doubt.
   *
   * @param success the target did it
   * @param notExecuted the target certainly did not do it
   */
  public record Answers(Set<Integer> success, Set<Integer> notExecuted) {
    /** Copies, and refuses a status in both. */
    public Answers {
      success = Set.copyOf(success);
      notExecuted = Set.copyOf(notExecuted);
      if (success.isEmpty()) {
        throw new IllegalArgumentException("success names at least one status");
      }
      if (success.stream().anyMatch(List.copyOf(notExecuted)::contains)) {
        throw new IllegalArgumentException("a status is in success and in notExecuted");
      }
    }
  }

  /**
   * How long and how large.
   *
   * @param timeout from the first attempt to connect to the last byte of the answer
   * @param maxResponse a longer answer leaves the action in doubt
   */
  public record Limits(Duration timeout, ByteCount maxResponse) {}
}
