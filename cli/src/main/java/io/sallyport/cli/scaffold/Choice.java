package io.sallyport.cli.scaffold;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.parse.Decimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses the values of a payload that become fields. Used by one thread, once. */
final class Choice {
  /** The most fields that are chosen, by whomever. */
  static final int MAX_FIELDS = 20;

  private static final int UNASKED = 8;
  private static final int DEPTH = 3;

  private final Map<String, Object> members;
  private final List<Chosen> chosen = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Choice(Map<String, Object> members) {
    this.members = members;
  }

  /** The values at {@code asked}, field name to JSON pointer; without any, the first that suit. */
  static List<Chosen> of(Map<String, Object> members, Map<String, String> asked) {
    Choice choice = new Choice(members);
    if (asked.isEmpty()) {
      choice.walk(members, List.of(), Scope.EVENT);
    } else {
      asked.forEach(choice::ask);
    }
    if (choice.chosen.isEmpty() || choice.chosen.size() > MAX_FIELDS) {
      throw new CannotRun(
          "1 to " + MAX_FIELDS + " values of the payload can become fields.",
          "Choose them with --field name=/json/pointer.");
    }
    return List.copyOf(choice.chosen);
  }

  private void ask(String name, String pointer) {
    if (!Identifiers.isPlain(name)) {
      throw new CannotRun(
          "--field " + name + ": a field's name has ASCII letters, digits and '_'.",
          "Choose another name; it need not be the payload's.");
    }
    List<String> path = path(name, pointer);
    Found found = new Found(Scope.EVENT, members);
    for (String step : path) {
      found = found.step(step);
    }
    Optional<Object> value = scalar(found.value());
    if (value.isEmpty()) {
      throw new CannotRun(
          "--field "
              + name
              + ": there is no text of at most "
              + FieldType.MAX_TEXT
              + " characters, number, true or false at that pointer.",
          "Choose a value that the payload has.");
    }
    chosen.add(new Chosen(name, path.getFirst(), found.select(), value.get()));
  }

  /** A place of the payload, with the CEL that reads it. */
  private record Found(String select, @Nullable Object value) {
    Found step(String step) {
      return switch (value) {
        case Map<?, ?> map -> new Found(Quoting.member(select, step), map.get(step));
        case List<?> list when step.matches("0|[1-9]\\d{0,5}") ->
            new Found(select + "[" + step + "]", item(list, Integer.parseInt(step)));
        case null, default -> new Found(select, null);
      };
    }

    private static @Nullable Object item(List<?> list, int index) {
      return index < list.size() ? list.get(index) : null;
    }
  }

  private static List<String> path(String name, String pointer) {
    if (!pointer.startsWith("/")) {
      throw new CannotRun("--field " + name + ": a pointer begins with '/'.", "See RFC 6901.");
    }
    List<String> path = new ArrayList<>();
    for (String step : pointer.substring(1).split("/", -1)) {
      path.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  private void walk(Map<?, ?> object, List<String> above, String select) {
    for (Map.Entry<?, ?> member : object.entrySet()) {
      List<String> path = new ArrayList<>(above);
      path.add(String.valueOf(member.getKey()));
      String below = Quoting.member(select, path.getLast());
      Optional<Object> value = scalar(member.getValue());
      if (value.isPresent() && chosen.size() < UNASKED) {
        chosen.add(new Chosen(name(path), path.getFirst(), below, value.get()));
      } else if (member.getValue() instanceof Map<?, ?> inner && path.size() < DEPTH) {
        walk(inner, path, below);
      }
    }
  }

  private String name(List<String> path) {
    String last = Identifiers.from(path.getLast());
    String name = last;
    if (names.contains(name) && path.size() > 1) {
      name = Identifiers.from(path.get(path.size() - 2)) + Identifiers.typeFrom(path.getLast());
    }
    for (int number = 2; !names.add(name); number++) {
      name = last + number;
    }
    return name;
  }

  private static Optional<Object> scalar(@Nullable Object value) {
    Object plain = value instanceof Decimal(var number) ? (Object) number.doubleValue() : value;
    return Optional.ofNullable(plain).filter(FieldType::admits);
  }
}
