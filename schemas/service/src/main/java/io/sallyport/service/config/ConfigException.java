package io.sallyport.service.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; its message lists every problem that was found. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // exceptions of this kind are never serialised
  private final List<Problem> problems;

  /** An exception for these problems, of which there is at least one. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One exception with the problems of several documents. */
  public static ConfigException merge(Collection<ConfigException> all) {
    return new ConfigException(all.stream().flatMap(each -> each.problems.stream()).toList());
  }

  /** The problems in the order of discovery. */
  public List<Problem> problems() {
    return problems;
  }
}
