package io.sallyport.validator.bundle;

import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the persons whom a bundle asks are there, and few enough for one mandate. */
final class PersonsCheck {
  private PersonsCheck() {}

  /** What is wrong, by the action type, and what to do. */
  static Map<String, List<String>> problems(Map<String, Policies> policies, Approvers approvers) {
    Map<String, List<String>> problems = new TreeMap<>();
    policies.forEach((type, all) -> problems.put(type, problems(all.everyone(), approvers)));
    return problems;
  }

  /** What is wrong with asking all of them. */
  static List<String> problems(Asked everyone, Approvers approvers) {
    List<String> problems = new ArrayList<>();
    if (everyone.quorums().size() > Hold.MAX_QUORUMS) {
      problems.add("approval: at most " + Hold.MAX_QUORUMS + " groups may be asked for one action");
    }
    if (everyone.persons() > Mandate.MAX_APPROVALS) {
      problems.add(
          "approval: at most "
              + Mandate.MAX_APPROVALS
              + " persons may be asked for one action, all thresholds together");
    }
    for (Hold.Quorum quorum : everyone.quorums()) {
      approvers.shortfall(quorum.group(), quorum.threshold()).ifPresent(problems::add);
    }
    return problems;
  }
}
