package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.terms.Approval;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.PinnedKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what the bundle's types demand of persons can be, and is more than the validator's. */
final class ApprovalPart {
  private ApprovalPart() {}

  /** What is wrong. */
  static List<String> problems(
      Approvers approvers, List<PinnedKey> mandates, Collection<ActionType> types) {
    List<String> problems = new ArrayList<>();
    for (ActionType type : types) {
      Optional<Approval> floor = type.approval();
      floor
          .flatMap(least -> approvers.shortfall(least.group(), least.threshold()))
          .ifPresent(problem -> problems.add(type.name() + ": " + problem));
    }
    Set<Jwk> sealing = mandates.stream().map(PinnedKey::jwk).collect(Collectors.toSet());
    approvers.persons().stream()
        .filter(person -> person.keys().stream().anyMatch(sealing::contains))
        .map(person -> "approver " + person.id() + ": has a key that signs mandates; use another")
        .forEach(problems::add);
    return List.copyOf(problems);
  }
}
