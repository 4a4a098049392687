package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.rule.Rules;
import java.util.Map;

/**
 * Everything that decides, compiled and checked as a whole. Immutable.
 *
 * @param version its digest names it in every mandate and receipt
 * @param limits what the process sets, beside the sources' own
 * @param sources by name
 * @param actions by full name
 * @param rules by source
 * @param policies by the full name of the action type
 * @param approvers whose verdicts count
 */
public record Bundle(
    BundleVersion version,
    BundleLimits limits,
    Map<String, SourceSpec> sources,
    Map<String, ActionType> actions,
    Rules rules,
    Map<String, Policies> policies,
    Approvers approvers) {

  /** Copies the maps. */
  public Bundle {
    sources = Map.copyOf(sources);
    actions = Map.copyOf(actions);
    policies = Map.copyOf(policies);
  }

  /** The digest of its files. */
  public Digest digest() {
    return version.digest();
  }
}
