package io.sallyport.executor.credential.github;

import com.google.re2j.Pattern;
import io.sallyport.contract.json.JsonWriter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a token may do, as GitHub names it: {@code contents: read, deployments: write}.
 *
 * @param levels 1 to 10 names, of lower case letters, digits and {@code _}, in their order
 */
public record Permissions(Map<String, Level> levels) {
  private static final int MAX = 10;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** GitHub adds it to every token that reaches a repository, asked for or not. */
  private static final String METADATA = "metadata";

  /** How much, in rising order. */
  public enum Level {
    READ,
    WRITE,
    ADMIN;

    /** GitHub's word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that word, in lower case. */
    public static Optional<Level> of(String word) {
      for (Level level : values()) {
        if (level.word().equals(word)) {
          return Optional.of(level);
        }
      }
      return Optional.empty();
    }
  }

  /** Copies, and refuses what cannot be asked for. */
  public Permissions {
    levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    if (levels.isEmpty() || levels.size() > MAX) {
      throw new IllegalArgumentException("permissions has 1 to 10 of them");
    }
    if (!levels.keySet().stream().allMatch(NAME::matches)) {
      throw new IllegalArgumentException("a permission's name is of a-z, 0-9 and _, 40 at most");
    }
  }

  /** Whether none of them lets a token change anything. */
  public boolean readsOnly() {
    return levels.values().stream().allMatch(Level.READ::equals);
  }

  /** Whether a token that was asked for with these may have that one too. */
  boolean covers(String name, Level level) {
    Level most = levels.get(name);
    return most == null ? name.equals(METADATA) && level == Level.READ : level.compareTo(most) <= 0;
  }

  void write(JsonWriter json) {
    levels.forEach((name, level) -> json.put(name, level.word()));
  }

  /** {@code contents:read deployments:write}, as receipts say it. */
  static String text(Map<String, Level> levels) {
    return levels.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue().word())
        .collect(Collectors.joining(" "));
  }
}
