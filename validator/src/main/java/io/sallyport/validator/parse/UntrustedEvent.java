package io.sallyport.validator.parse;

import java.util.Map;

/**
 * A parsed payload: well formed and within limits, and as little to be trusted as before.
 *
 * @param members unmodifiable at every level; values are {@code String}, {@code Long}, {@link
 *     Decimal}, {@code Boolean}, CEL's {@code NullValue}, {@code List} and {@code Map}
 */
public record UntrustedEvent(Map<String, Object> members) {
  /** The number of members only: what is in there is a stranger's. */
  @Override
  public String toString() {
    return "UntrustedEvent[" + members.size() + "]";
  }
}
