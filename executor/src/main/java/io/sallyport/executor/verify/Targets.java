package io.sallyport.executor.verify;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** By what a sealed action can be revoked: the words of its mandate, and the key that signed it. */
record Targets(String cell) {
  /**
   * All targets of a mandate; empty when one of its words could not be revoked, which no genuine
   * mandate's is.
   */
  Optional<Set<Target>> of(Mandate mandate, String keyId) {
    Set<Target> targets = new HashSet<>();
    boolean all =
        add(targets, Kind.SOURCE, mandate.evidence().source())
            && add(targets, Kind.PRINCIPAL, mandate.parties().subject())
            && add(targets, Kind.PRINCIPAL, mandate.parties().actor())
            && mandate.parties().session().map(sid -> add(targets, Kind.SESSION, sid)).orElse(true)
            && add(targets, Kind.RULE, mandate.decision().rule())
            && add(targets, Kind.ACTION_TYPE, mandate.grant().action())
            && add(targets, Kind.CELL, cell)
            && add(targets, Kind.ACTION, mandate.id().text())
            && add(targets, Kind.KEY, keyId)
            && add(targets, Kind.BUNDLE, mandate.decision().bundle().text());
    return all ? Optional.of(targets) : Optional.empty();
  }

  private static boolean add(Set<Target> targets, Kind kind, String value) {
    Optional<Target> target = Target.of(kind, value);
    target.ifPresent(targets::add);
    return target.isPresent();
  }
}
