package io.sallyport.confluent;

import io.sallyport.action.ActionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The declared subjects: what the registry lacks, and how it gets it. Each subject has the
 * compatibility level {@code BACKWARD} of its own, since a registry's global level may be none.
 */
public final class Subjects {
  private static final String BACKWARD = "BACKWARD";

  private Subjects() {}

  /** The subject of an action type on a topic: {@code <topic>-<record full name>}. */
  public static String name(String topic, ActionType type) {
    return topic + "-" + type.name();
  }

  /** What the registry lacks of {@code wanted}; nothing when it is as declared. Changes nothing. */
  public static List<Drift> drift(RegistryConfig config, Map<String, Schema> wanted) {
    List<Drift> drifts = new ArrayList<>();
    try (RegistryClient registry = new RegistryClient(config)) {
      new TreeMap<>(wanted)
          .forEach((subject, schema) -> drifts.addAll(drift(registry, subject, schema)));
    }
    return List.copyOf(drifts);
  }

  /** Brings the registry to what is declared; nothing to do the second time. */
  public static List<Change> apply(RegistryConfig config, Map<String, Schema> wanted) {
    List<Change> changes = new ArrayList<>();
    try (RegistryClient registry = new RegistryClient(config)) {
      new TreeMap<>(wanted)
          .forEach((subject, schema) ->
              drift(registry, subject, schema)
                  .forEach(drift -> changes.add(mend(registry, drift, schema))));
    }
    return List.copyOf(changes);
  }

  /** As {@link #apply(RegistryConfig, Map)}, with the default timeouts. */
  public static List<Change> apply(String url, Map<String, Schema> wanted) {
    return apply(RegistryConfig.of(url), wanted);
  }

  /**
   * In the order in which it is mended: a subject that is there is guarded before it gets a schema,
   * a new one cannot be configured before it has one.
   */
  private static List<Drift> drift(RegistryClient registry, String subject, Schema schema) {
    if (!registry.has(subject)) {
      return List.of(
          new Drift(subject, Drift.Lack.SUBJECT), new Drift(subject, Drift.Lack.COMPATIBILITY));
    }
    List<Drift> drifts = new ArrayList<>();
    if (!registry.compatibility(subject).filter(BACKWARD::equals).isPresent()) {
      drifts.add(new Drift(subject, Drift.Lack.COMPATIBILITY));
    }
    if (registry.idOf(subject, schema).isEmpty()) {
      drifts.add(new Drift(subject, Drift.Lack.SCHEMA));
    }
    return drifts;
  }

  private static Change mend(RegistryClient registry, Drift drift, Schema schema) {
    return switch (drift.lack()) {
      case SUBJECT, SCHEMA ->
          registry.register(drift.subject(), schema).isPresent()
              ? new Change(drift.subject(), Change.Kind.REGISTERED)
              : new Change(drift.subject(), Change.Kind.REFUSED_INCOMPATIBLE);
      case COMPATIBILITY -> {
        registry.setCompatibility(drift.subject(), BACKWARD);
        yield new Change(drift.subject(), Change.Kind.COMPATIBILITY_SET);
      }
    };
  }
}
