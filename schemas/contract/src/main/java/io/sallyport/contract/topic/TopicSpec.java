package io.sallyport.contract.topic;

import java.util.Map;
import java.util.TreeMap;

/**
 * One topic as it has to be.
 *
 * @param name the full name
 * @param partitions fixed for life
 * @param replication how many brokers hold it
 * @param config topic-level settings that are declared; others keep the broker's value
 */
public record TopicSpec(
    String name, int partitions, short replication, Map<String, String> config) {

  /** Copies the settings, sorted by name. */
  public TopicSpec {
    config = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(config));
  }
}
