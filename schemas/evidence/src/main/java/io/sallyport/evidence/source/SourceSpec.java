package io.sallyport.evidence.source;

import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.content.Content;
import io.sallyport.evidence.content.Payload;
import java.time.Duration;
import java.util.List;

/**
 * One sender and the terms on which its deliveries are taken; the same document at ingest and at
 * the gate, so that the second checks what the first asserted.
 *
 * @param name {@code [a-z0-9-]}, 1 to 40 characters
 * @param topic below the prefix; {@code untrusted} for what ingest writes
 * @param scheme how a delivery proves its sender
 * @param content what its bodies are
 * @param forwardHeaders HTTP headers that travel with the delivery, in lower case
 * @param dedupe what makes two arrivals the same delivery
 * @param limits how large, deep and frequent
 * @param maxAge how long after its append a delivery may still be decided
 */
public record SourceSpec(
    String name,
    String topic,
    Scheme scheme,
    Content content,
    List<String> forwardHeaders,
    Dedupe dedupe,
    SourceLimits limits,
    Duration maxAge) {

  /** Refuses names of another form. */
  public SourceSpec {
    if (!Topics.NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("metadata.name: 1 to 40 of a-z, 0-9 and '-'");
    }
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

  /** How the gate makes an event of a body. */
  public Payload payload() {
    return content.payload();
  }

  /** Media types in lower case without parameters; never empty. */
  public List<String> contentTypes() {
    return content.types();
  }

  /** Whether the value of a {@code Content-Type} header names one of this source's types. */
  public boolean accepts(String contentType) {
    return content.accepts(contentType);
  }
}
