package io.sallyport.quickstart;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line, read against the options that its command knows. */
final class Options {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();

  private Options() {}

  /** Throws {@link Misused} for what the command does not know. */
  static Options parse(List<String> arguments, Set<String> valued, Set<String> plain) {
    var options = new Options();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (plain.contains(name)) {
        options.flags.add(name);
      } else if (!valued.contains(name)) {
        throw new Misused("unknown option " + name);
      } else if (left.isEmpty()) {
        throw new Misused(name + " needs a value");
      } else {
        options.values.put(name, left.removeFirst());
      }
    }
    return options;
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  Path data() {
    return path("--data").orElse(Path.of(".sallyport"));
  }

  Optional<Path> path(String name) {
    return Optional.ofNullable(values.get(name)).map(Path::of);
  }

  int number(String name, int fallback, int max) {
    String text = values.getOrDefault(name, Integer.toString(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Misused(name + " needs a number from 0 to " + max);
    }
    throw new Misused(name + " needs a number from 0 to " + max);
  }

  /** The value of an option that has a few words. */
  String word(String name, String fallback, Set<String> words) {
    String text = values.getOrDefault(name, fallback);
    if (!words.contains(text)) {
      throw new Misused(name + " is one of " + String.join(", ", words.stream().sorted().toList()));
    }
    return text;
  }

  /** The command line cannot be understood. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misused(String message) {
      super(message);
    }
  }
}
