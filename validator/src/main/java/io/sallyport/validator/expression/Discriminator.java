package io.sallyport.validator.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition {@code event.a.b == 'x'} or {@code event.a.b in ['x', 'y']} without which an
 * expression does not hold. It is a look-up: a member that is not there, or of another kind, is
 * none of the values.
 *
 * @param path names of members, from the event on
 * @param values strings, whole numbers and booleans
 */
public record Discriminator(List<String> path, Set<Object> values) {
  /** Copies the collections. */
  public Discriminator {
    path = List.copyOf(path);
    values = Set.copyOf(values);
  }

  /** Whether the member of {@code event} is one of the values. */
  public boolean holds(Map<?, ?> event) {
    Object value = read(path, event);
    return value != null && values.contains(value);
  }

  /** The member of {@code event} below {@code path}; null when there is none. */
  public static @Nullable Object read(List<String> path, Map<?, ?> event) {
    Object at = event;
    for (String name : path) {
      if (!(at instanceof Map<?, ?> members)) {
        return null;
      }
      at = members.get(name);
    }
    return at;
  }
}
