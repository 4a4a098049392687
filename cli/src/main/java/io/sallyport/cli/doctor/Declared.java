package io.sallyport.cli.doctor;

import io.sallyport.confluent.Drift;
import io.sallyport.contract.topic.Change;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What differs from the declaration, as findings; what does not differ is one finding each. */
final class Declared {
  private static final String APPEND_TIME = "message.timestamp.type";
  private static final Set<Check> OF_THE_MANIFEST =
      EnumSet.of(
          Check.TOPIC_MISSING,
          Check.PARTITIONS,
          Check.APPEND_TIME,
          Check.TOPIC_SETTINGS,
          Check.GRANT_MISSING,
          Check.GRANT_EXTRA,
          Check.GRANT_WIDE);
  private static final Set<Check> OF_THE_REGISTRY =
      EnumSet.of(Check.REGISTRY_SCHEMA, Check.REGISTRY_COMPATIBILITY);

  private Declared() {}

  /** Of topics and grants. */
  static List<Finding> manifest(List<Change> changes, int topics) {
    List<Finding> bad = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.CreateTopic create ->
            bad.add(Finding.bad(Check.TOPIC_MISSING, create.topic().name(), "is not there"));
        case Change.Mismatch mismatch ->
            bad.add(
                Finding.bad(
                    Check.PARTITIONS,
                    mismatch.topic(),
                    "has " + mismatch.found() + " partitions, declared " + mismatch.declared()));
        case Change.AlterTopic alter ->
            bad.add(
                Finding.bad(
                    alter.config().containsKey(APPEND_TIME)
                        ? Check.APPEND_TIME
                        : Check.TOPIC_SETTINGS,
                    alter.topic(),
                    "has not " + alter.config()));
        case Change.CreateAcl acl ->
            bad.add(Finding.bad(Check.GRANT_MISSING, acl.acl().entry().principal(), acl.text()));
        case Change.DeleteAcl acl ->
            bad.add(Finding.bad(Check.GRANT_EXTRA, acl.acl().entry().principal(), acl.text()));
        case Change.WideAcl acl ->
            bad.add(Finding.bad(Check.GRANT_WIDE, acl.acl().entry().principal(), acl.text()));
      }
    }
    return withTheRest(bad, OF_THE_MANIFEST, "as declared for " + topics + " topics");
  }

  /** Of the subjects of action schemas. */
  static List<Finding> registry(List<Drift> drifts, int subjects) {
    List<Finding> bad = new ArrayList<>();
    for (Drift drift : drifts) {
      Check check =
          switch (drift.lack()) {
            case SUBJECT, SCHEMA -> Check.REGISTRY_SCHEMA;
            case COMPATIBILITY -> Check.REGISTRY_COMPATIBILITY;
          };
      bad.add(Finding.bad(check, drift.subject(), drift.text()));
    }
    return withTheRest(bad, OF_THE_REGISTRY, "as declared for " + subjects + " subjects");
  }

  private static List<Finding> withTheRest(List<Finding> bad, Set<Check> checks, String well) {
    List<Finding> all = new ArrayList<>(bad);
    for (Check check : checks) {
      if (bad.stream().noneMatch(finding -> finding.check() == check)) {
        all.add(Finding.ok(check, "installation", well));
      }
    }
    return all;
  }
}
