package io.sallyport.executor.credential.github;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;

/**
 * One repository.
 *
 * @param owner a user or an organization
 * @param name without its owner
 */
record Repository(String owner, String name) {
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,38}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /** Whether an account can have this name. */
  static boolean isOwner(String text) {
    return OWNER.matches(text);
  }

  /**
   * The repository that {@code text} names, {@code name} or {@code owner/name}; empty when it is
   * another owner's, or none can have this name.
   */
  static Optional<Repository> of(String owner, String text) {
    String prefix = owner + "/";
    String name = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    boolean stands = NAME.matches(name) && !Set.of(".", "..").contains(name);
    return stands && !name.endsWith(".git")
        ? Optional.of(new Repository(owner, name))
        : Optional.empty();
  }

  /** Whether GitHub means this one, whose names do not differ by case alone. */
  boolean is(String fullName) {
    return toString().equalsIgnoreCase(fullName);
  }

  /** {@code owner/name}. */
  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
