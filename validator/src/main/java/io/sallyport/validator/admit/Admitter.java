package io.sallyport.validator.admit;

import com.google.re2j.Pattern;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.admit.Admission.Duplicate;
import io.sallyport.validator.admit.Admission.Known;
import io.sallyport.validator.admit.Admission.Label;
import io.sallyport.validator.admit.Admission.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Lets deliveries in. Ingest stands outside the boundary: its headers say which source is claimed,
 * the identity is computed again from signed bytes. Immutable.
 */
public final class Admitter implements Entrance {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final String topic;
  private final int partitions;
  private final Map<String, SourceSpec> sources;

  /**
   * Lets in what lies on {@code topic}.
   *
   * @param topic the untrusted topic
   * @param partitions how many it has
   * @param sources those that ingest may claim, by name
   */
  public Admitter(String topic, int partitions, Map<String, SourceSpec> sources) {
    this.topic = topic;
    this.partitions = partitions;
    this.sources = Map.copyOf(sources);
  }

  @Override
  public Admission admit(Delivery delivery, Memory memory, Instant now) {
    Optional<String> type = header(delivery, Headers.CE_TYPE);
    Optional<String> id = header(delivery, Headers.CE_ID).filter(Admitter::isUuid);
    Optional<String> claimed = header(delivery, Headers.CE_SOURCE);
    if (id.isEmpty() || claimed.isEmpty() || !type.equals(Optional.of(Headers.DELIVERY_TYPE))) {
      return new Refused(Code.HEADER_UNCLEAR, Label.NONE);
    }
    Optional<SourceSpec> source = source(delivery, claimed.get());
    if (source.isEmpty()) {
      return new Refused(Code.SOURCE_UNKNOWN, new Label(id, Optional.empty()));
    }
    Label label = new Label(id, Optional.of(source.get().name()));
    if (delivery.body().isEmpty()) {
      return new Refused(Code.BODY_EMPTY, label);
    }
    Bytes body = delivery.body().get();
    if (body.size() > source.get().limits().body().bytes()) {
      return new Refused(Code.BODY_TOO_LARGE, label);
    }
    Known known = new Known(id.get(), source.get(), Digest.of(body));
    return identify(delivery, known, body, memory, now);
  }

  private Admission identify(
      Delivery delivery, Known known, Bytes body, Memory memory, Instant now) {
    Optional<String> contentType = header(delivery, Headers.CONTENT_TYPE);
    if (contentType.isEmpty()) {
      return new Refused(Code.HEADER_UNCLEAR, known.label());
    }
    if (!known.source().accepts(contentType.get())) {
      return new Refused(Code.CONTENT_TYPE_REFUSED, known.label());
    }
    DedupeId id = DedupeIdentity.of(known.source(), known.digest());
    byte[] key = id.key();
    if (delivery.key().isEmpty() || !delivery.key().get().sameAs(key)) {
      return new Refused(Code.IDENTITY_MISMATCH, known.label());
    }
    if (Partitions.of(key, partitions) != delivery.origin().partition()) {
      return new Refused(Code.PARTITION_MISMATCH, known.label());
    }
    if (delivery.appendedAt().plus(known.source().maxAge()).isBefore(now)) {
      return new Refused(Code.STALE, known.label());
    }
    return recall(known, id, body, memory, now);
  }

  private static Admission recall(
      Known known, DedupeId id, Bytes body, Memory memory, Instant now) {
    Optional<Seen> seen = memory.find(id).filter(earlier -> !earlier.isOver(now));
    if (seen.isEmpty()) {
      return new Admitted(known, id, body);
    }
    return seen.get().isOf(known.digest())
        ? new Duplicate(known, id)
        : new Refused(Code.ID_CONFLICT, known.label());
  }

  private Optional<SourceSpec> source(Delivery delivery, String claimed) {
    return claimed.startsWith(Headers.SOURCES) && delivery.origin().topic().equals(topic)
        ? Optional.ofNullable(sources.get(claimed.substring(Headers.SOURCES.length())))
        : Optional.empty();
  }

  private static boolean isUuid(String text) {
    return UUID.matches(text);
  }

  /** A header that is there once, in plain ASCII. */
  private static Optional<String> header(Delivery delivery, String name) {
    return switch (Headers.find(delivery.headers(), name)) {
      case Headers.Found.Once once -> once.ascii();
      case Headers.Found.Absent absent -> Optional.empty();
      case Headers.Found.Unclear unclear -> Optional.empty();
    };
  }
}
