package io.sallyport.executor.verify;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** By what a sealed action can be revoked: the words of its mandate, and the key that signed it. */
record Targets(String cell) {
  /**
   * All targets of a mandate; empty when one of its words could not be revoked, which no genuine
   * mandate's is.
   */
  Optional<Set<Target>> of(Mandate mandate, String keyId) {
    List<Optional<Target>> named = new ArrayList<>(Target.namedBy(mandate, cell));
    named.add(Target.of(Kind.KEY, keyId));
    Set<Target> targets = named.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    return named.stream().allMatch(Optional::isPresent) ? Optional.of(targets) : Optional.empty();
  }
}
