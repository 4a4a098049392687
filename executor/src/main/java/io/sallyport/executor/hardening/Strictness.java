package io.sallyport.executor.hardening;

import io.sallyport.executor.ambient.Ambient;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.process.StartException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far a process with secrets is kept from what is around it.
 *
 * @param on whether authority that lies around, or open memory, stops the start
 * @param tolerates what may lie around all the same
 */
public record Strictness(boolean on, Set<Ambient.Kind> tolerates) {
  /** Copies the set. */
  public Strictness {
    tolerates = Set.copyOf(tolerates);
  }

  /** Reads {@code strict} and {@code tolerates}. */
  public static Strictness read(ConfigNode spec) {
    Set<Ambient.Kind> kinds = EnumSet.noneOf(Ambient.Kind.class);
    for (String word : spec.texts("tolerates")) {
      Stream.of(Ambient.Kind.values())
          .filter(kind -> kind.name().equals(word.toUpperCase(Locale.ROOT)))
          .findFirst()
          .ifPresentOrElse(
              kinds::add,
              () ->
                  spec.problem(
                      "tolerates", "is of variables, files, sockets and services, not others"));
    }
    return new Strictness(spec.flag("strict", true), kinds);
  }

  /**
   * Refuses authority that lies around, and closes this process's memory to others; both unless the
   * configuration takes the risk. Tells all that is wrong at once.
   */
  public void check(Ambient ambient) {
    if (!on) {
      return;
    }
    List<String> problems = new ArrayList<>();
    List<String> found = ambient.find(tolerates);
    if (!found.isEmpty()) {
      problems.add(
          "the process could use what its bundle does not give it: " + String.join(", ", found));
      problems.add("give it an environment, a user and a network of its own, or tolerate the kind");
    }
    ProcessMemory.close().ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new StartException("strict: " + String.join("; ", problems));
    }
  }
}
