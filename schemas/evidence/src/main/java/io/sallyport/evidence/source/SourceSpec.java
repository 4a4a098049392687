package io.sallyport.evidence.source;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.evidence.content.Content;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One sender and the terms on which its deliveries are taken; the same document at ingest and at
 * the gate, so that the second checks what the first asserted.
 *
 * @param name {@code [a-z0-9-]}, 1 to 40 characters
 * @param topic below the prefix; {@link #INGEST} for what ingest writes, else the source's own
 * @param scheme how a delivery proves its sender
 * @param content what its bodies are
 * @param forwardHeaders headers that travel with the delivery, in lower case
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

  /** The topic that ingest writes. */
  public static final String INGEST = "untrusted";

  /** Refuses names of another form. */
  public SourceSpec {
    if (!Topics.NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("metadata.name: 1 to 40 of a-z, 0-9 and '-'");
    }
    forwardHeaders = List.copyOf(forwardHeaders);
  }

  /** Whom the gate takes the delivery to come from; part of its identity. */
  public String principal() {
    return Mandate.actor(name);
  }

  /** Whether it writes a topic of its own, past ingest. */
  public boolean isDirect() {
    return !topic.equals(INGEST);
  }

  /** The topic of a direct source of this name. */
  static String directTopic(String name) {
    return INGEST + "." + name;
  }

  /** The headers that the gate may read, in lower case: evidence, and what is forwarded. */
  public Set<String> carriedHeaders() {
    Set<String> names = new LinkedHashSet<>(scheme.headers());
    names.addAll(forwardHeaders);
    if (readsIdempotencyHeader()) {
      names.add(IdempotencyKey.HEADER);
    }
    return Collections.unmodifiableSet(names);
  }

  /** Whether a header beside the body names its deliveries: the body is not signed either. */
  public boolean readsIdempotencyHeader() {
    return dedupe.by() == Basis.IDEMPOTENCY_KEY && scheme.preset() == Scheme.Preset.NONE;
  }

  /** Whether it differs from the other in nothing but the files of its secrets and keys. */
  public boolean isAlikeButForFiles(SourceSpec other) {
    return withoutFiles().equals(other.withoutFiles());
  }

  private SourceSpec withoutFiles() {
    Scheme bare = scheme.withoutFiles();
    return new SourceSpec(name, topic, bare, content, forwardHeaders, dedupe, limits, maxAge);
  }

  /** How much the evidence of this source proves. */
  public Assurance assurance() {
    return scheme.assurance();
  }

  /** How the gate makes an event of a body. */
  public Payload payload() {
    return content.payload();
  }

  /** Whether its bodies are the data of CloudEvents whose attributes are headers. */
  public boolean hasAttributesInHeaders() {
    return payload() instanceof Payload.CloudEvents(Mode mode) && mode == Mode.BINARY;
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
