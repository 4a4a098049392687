package io.sallyport.confluent;

import io.sallyport.action.ActionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The ids that frame records, asked for once, at start, with our own schemas. Never registers, and
 * never looks a schema up by an id: an id in a record is a stranger's word.
 */
public final class SchemaIds {
  private SchemaIds() {}

  /** As {@link #askAll(RegistryConfig, String, Collection)}, with the default timeouts. */
  public static Map<ActionType, Integer> askAll(
      String url, String topic, Collection<ActionType> types) {
    return askAll(RegistryConfig.of(url), topic, types);
  }

  /**
   * The id of each type's schema under the topic's subjects. Throws {@link RegistryException} that
   * names every missing subject, or when the registry cannot be asked.
   */
  public static Map<ActionType, Integer> askAll(
      RegistryConfig config, String topic, Collection<ActionType> types) {
    Map<ActionType, Integer> ids = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    try (RegistryClient registry = new RegistryClient(config)) {
      for (ActionType type : types) {
        String subject = Subjects.name(topic, type);
        OptionalInt id = registry.idOf(subject, type.schema());
        if (id.isPresent()) {
          ids.put(type, id.getAsInt());
        } else {
          missing.add(subject);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new RegistryException(
          RegistryException.Reason.REGISTRY_SCHEMA,
          "the registry does not have the pinned schema of " + String.join(", ", missing));
    }
    return Map.copyOf(ids);
  }
}
