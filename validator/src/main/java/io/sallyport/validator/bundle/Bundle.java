package io.sallyport.validator.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.rule.Rules;
import io.sallyport.validator.watch.Watch;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

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
 * @param watches what would be unusual, by source
 */
public record Bundle(
    BundleVersion version,
    BundleLimits limits,
    Map<String, SourceSpec> sources,
    Map<String, ActionType> actions,
    Rules rules,
    Map<String, Policies> policies,
    Approvers approvers,
    Map<String, Watch> watches) {

  /** Copies the maps. */
  public Bundle {
    sources = Map.copyOf(sources);
    actions = Map.copyOf(actions);
    policies = Map.copyOf(policies);
    watches = Map.copyOf(watches);
  }

  /**
   * What the canonical Avro form says; empty where this bundle has not that very schema any more.
   *
   * @param type the full name of the action type
   */
  public Optional<GenericRecord> record(String type, Digest fingerprint, Bytes avro) {
    return Optional.ofNullable(actions.get(type))
        .filter(known -> known.fingerprint().equals(fingerprint))
        .flatMap(known ->
            switch (ActionCodec.decodeCanonical(known, avro.toArray())) {
              case Decoding.Decoded decoded -> Optional.of(decoded.record());
              case Decoding.Refused refused -> Optional.empty();
            });
  }

  /** What would be unusual of the senders of that source, if anything would. */
  public Optional<Watch> watch(String source) {
    return Optional.ofNullable(watches.get(source));
  }

  /** Whether quotas count that type by who signed it. */
  public boolean countsSenders(ActionType type) {
    return Optional.ofNullable(policies.get(type.name()))
        .filter(Policies::countsSenders)
        .isPresent();
  }

  /** The same for which nothing is unusual. */
  public Bundle unwatched() {
    return new Bundle(version, limits, sources, actions, rules, policies, approvers, Map.of());
  }

  /** The digest of its files. */
  public Digest digest() {
    return version.digest();
  }
}
