package io.sallyport.validator.expression;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.sallyport.validator.parse.Decimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What {@code ==}, {@code !=} and {@code in} mean here. Standard CEL finds 1 and '1' unequal and
 * goes on, so that a sender who changes a field's kind steps around a comparison; here that is an
 * error, and an error denies. {@code null} is a kind of its own: write {@code type(x) ==
 * type(null)} to ask for it.
 */
final class Equality {
  private Equality() {}

  static boolean equal(Object left, Object right) {
    if (left instanceof List<?> items && right instanceof List<?> others) {
      return equalItems(items, others);
    }
    if (left instanceof Map<?, ?> members && right instanceof Map<?, ?> others) {
      return equalMembers(members, others);
    }
    Class<?> kind = kind(left);
    if (kind == Decimal.class || kind != kind(right)) {
      throw different();
    }
    return kind == NullValue.class || left.equals(right);
  }

  static boolean isIn(Object value, List<?> items) {
    boolean found = false;
    for (Object item : items) {
      found |= equal(value, item);
    }
    return found;
  }

  static boolean isKeyOf(Object key, Map<?, ?> members) {
    Iterator<?> keys = members.keySet().iterator();
    if (keys.hasNext() && kind(keys.next()) != kind(key)) {
      throw different();
    }
    return members.containsKey(key);
  }

  private static boolean equalItems(List<?> items, List<?> others) {
    boolean same = items.size() == others.size();
    Iterator<?> other = others.iterator();
    for (Object item : items) {
      if (!other.hasNext()) {
        return false;
      }
      same &= equal(item, other.next());
    }
    return same;
  }

  private static boolean equalMembers(Map<?, ?> members, Map<?, ?> others) {
    boolean same = members.size() == others.size();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      Object other = others.get(member.getKey());
      same &= other != null && equal(member.getValue(), other);
    }
    return same;
  }

  private static Class<?> kind(Object value) {
    return switch (value) {
      case List<?> list -> List.class;
      case Map<?, ?> map -> Map.class;
      case CelByteString bytes -> CelByteString.class;
      // CEL has two classes for it, by where it comes from.
      case com.google.protobuf.NullValue nothing -> NullValue.class;
      default -> value.getClass();
    };
  }

  /** Without the values: this ends in CEL's own message, which nobody may log. */
  private static CelInvalidArgumentException different() {
    return new CelInvalidArgumentException("values of different kinds cannot be compared");
  }
}
