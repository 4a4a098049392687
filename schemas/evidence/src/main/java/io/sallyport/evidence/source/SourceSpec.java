package io.sallyport.evidence.source;

import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Assurance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One sender and the terms on which its deliveries are taken; the same document at ingest and at
 * the gate, so that the second checks what the first asserted.
 *
 * @param name {@code [a-z0-9-]}, 1 to 40 characters
 * @param topic below the prefix; {@code untrusted} for what ingest writes
 * @param scheme how a delivery proves its sender
 * @param contentTypes media types in lower case without parameters; never empty
 * @param forwardHeaders HTTP headers that travel with the delivery, in lower case
 * @param dedupe what makes two arrivals the same delivery
 * @param limits how large, deep and frequent
 * @param maxAge how long after its append a delivery may still be decided
 */
public record SourceSpec(
    String name,
    String topic,
    Scheme scheme,
    List<String> contentTypes,
    List<String> forwardHeaders,
    Dedupe dedupe,
    SourceLimits limits,
    Duration maxAge) {

  /** Refuses names of another form and a source that accepts no content type. */
  public SourceSpec {
    if (!Topics.NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("metadata.name: 1 to 40 of a-z, 0-9 and '-'");
    }
    if (contentTypes.isEmpty()) {
      throw new IllegalArgumentException("contentTypes: at least one is needed");
    }
    contentTypes = List.copyOf(contentTypes);
    forwardHeaders = List.copyOf(forwardHeaders);
  }

  /** Whom the gate takes the delivery to come from; part of its identity. */
  public String principal() {
    return "source:" + name;
  }

  /** How much the evidence of this source proves. */
  public Assurance assurance() {
    return scheme.assurance();
  }

  /** Whether the value of a {@code Content-Type} header names one of this source's types. */
  public boolean accepts(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return contentTypes.contains(type.strip().toLowerCase(Locale.ROOT));
  }
}
