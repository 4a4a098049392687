package io.sallyport.contract.topic;

import java.util.List;

/**
 * All topics and all grants of an installation: what creates a broker's resources, and what the
 * negative ACL test is made from.
 *
 * @param topics every topic, changelogs included
 * @param grants every grant; nobody has Create, Delete or Alter
 */
public record Manifest(List<TopicSpec> topics, List<Grant> grants) {

  /** Copies both. */
  public Manifest {
    topics = List.copyOf(topics);
    grants = List.copyOf(grants);
  }

  /** The manifest of what an installation chose. */
  public static Manifest of(ManifestSpec spec) {
    return new Manifest(new TopicCatalogue(spec).all(), new GrantCatalogue(spec).all());
  }
}
