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
    Mandate.Parties parties = mandate.parties();
    List<Optional<Target>> named = new ArrayList<>();
    named.add(Target.of(Kind.SOURCE, mandate.evidence().source()));
    named.add(Target.of(Kind.PRINCIPAL, parties.subject()));
    named.add(Target.of(Kind.PRINCIPAL, parties.actor()));
    parties.session().ifPresent(sid -> named.add(Target.of(Kind.SESSION, sid)));
    named.add(Target.of(Kind.RULE, mandate.decision().rule()));
    named.add(Target.of(Kind.ACTION_TYPE, mandate.grant().action()));
    named.add(Target.of(Kind.CELL, cell));
    named.add(Target.of(Kind.ACTION, mandate.id().text()));
    named.add(Target.of(Kind.KEY, keyId));
    named.add(Target.of(Kind.BUNDLE, mandate.decision().bundle().text()));
    Set<Target> targets = named.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    return named.stream().allMatch(Optional::isPresent) ? Optional.of(targets) : Optional.empty();
  }
}
