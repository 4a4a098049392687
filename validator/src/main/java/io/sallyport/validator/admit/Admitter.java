package io.sallyport.validator.admit;

import io.sallyport.action.shape.Format;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.signature.SignatureVerifier;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.admit.Admission.Duplicate;
import io.sallyport.validator.admit.Admission.Known;
import io.sallyport.validator.admit.Admission.Label;
import io.sallyport.validator.admit.Admission.Proof;
import io.sallyport.validator.admit.Admission.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets deliveries in. Ingest and direct producers stand outside the boundary: headers say which
 * source is claimed, evidence is verified here and the identity computed from what was signed.
 * Immutable.
 */
public final class Admitter implements Entrance {
  private final Ways ways;
  private final int partitions;
  private final Map<String, SourceSpec> sources;
  private final EvidenceCheck evidence;
  private final boolean makesEnvelopes;

  /**
   * Lets in what lies on the gate's topics; reads the keys of the sources that the validator
   * verifies, and throws as {@link SourceVerifier} does when they cannot be read.
   *
   * @param topics the names
   * @param partitions how many each of the gate's topics has
   * @param sources those that a delivery may claim, by name
   */
  public Admitter(Topics topics, int partitions, Map<String, SourceSpec> sources) {
    this(topics, partitions, sources, SourceVerifier::atGate);
  }

  /** As the other, with verifiers of the caller's making. */
  public Admitter(
      Topics topics,
      int partitions,
      Map<String, SourceSpec> sources,
      Function<SourceSpec, SignatureVerifier> verifiers) {
    this.ways = new Ways(topics);
    this.partitions = partitions;
    this.sources = Map.copyOf(sources);
    this.evidence = new EvidenceCheck(this.sources, verifiers);
    this.makesEnvelopes =
        this.sources.values().stream().anyMatch(SourceSpec::hasAttributesInHeaders);
  }

  /** A delivery that is being judged, what is remembered, and when. */
  private record Asked(Delivery delivery, Memory memory, Instant now) {}

  @Override
  public Delivery locate(Delivery record) {
    Delivery located = ways.locate(record);
    return makesEnvelopes ? enveloped(located) : located;
  }

  /** The event of a source in binary mode becomes what it would be in structured mode. */
  private Delivery enveloped(Delivery located) {
    Optional<SourceSpec> source =
        header(located, Headers.CE_SOURCE)
            .flatMap(claimed -> source(located, claimed))
            .filter(SourceSpec::hasAttributesInHeaders);
    Optional<Bytes> data = located.body();
    if (source.isEmpty() || data.isEmpty()) {
      return located;
    }
    return BinaryMode.ofArrived(located.headers(), data.get())
        .map(located::with)
        .orElseGet(() -> located.flawed(Code.CLOUDEVENT_BINARY));
  }

  private static boolean isTooLarge(Bytes body, SourceSpec source) {
    return body.size() > source.limits().body().bytes();
  }

  @Override
  public Admission admit(Delivery delivery, Memory memory, Instant now) {
    Optional<String> type = header(delivery, Headers.CE_TYPE);
    Optional<String> id = header(delivery, Headers.CE_ID).filter(text -> isId(delivery, text));
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
    if (isTooLarge(body, source.get())) {
      return new Refused(Code.BODY_TOO_LARGE, label);
    }
    Known known = new Known(id.get(), source.get(), Digest.of(body));
    return verify(new Asked(delivery, memory, now), known, body);
  }

  /** What is cheap to refuse goes first, then whatever has no evidence. */
  private Admission verify(Asked asked, Known known, Bytes body) {
    Optional<String> contentType = header(asked.delivery, Headers.CONTENT_TYPE);
    if (contentType.isEmpty()) {
      return new Refused(Code.HEADER_UNCLEAR, known.label());
    }
    if (!known.source().accepts(contentType.get())) {
      return new Refused(Code.CONTENT_TYPE_REFUSED, known.label());
    }
    if (asked.delivery.appendedAt().plus(known.source().maxAge()).isBefore(asked.now)) {
      return new Refused(Code.STALE, known.label());
    }
    if (asked.delivery.flaw().isPresent()) {
      return new Refused(asked.delivery.flaw().get(), known.label());
    }
    return switch (evidence.check(asked.delivery, known.source(), body)) {
      case EvidenceCheck.Checked.Refused(Code code) -> new Refused(code, known.label());
      case EvidenceCheck.Checked.Counts(Claims claims, Assurance assurance) -> {
        Proof proof = new Proof(assurance, claims.principal(known.source()), claims.delegation());
        DedupeId key = DedupeIdentity.key(known.source(), claims, known.digest());
        yield place(asked, new Admitted(known, proof, key, body));
      }
    };
  }

  private Admission place(Asked asked, Admitted claimed) {
    Known known = claimed.known();
    byte[] key = claimed.id().key();
    if (asked.delivery.key().isEmpty() || !asked.delivery.key().get().sameAs(key)) {
      return new Refused(Code.IDENTITY_MISMATCH, known.label());
    }
    if (Partitions.of(key, partitions) != asked.delivery.place().partition()) {
      return new Refused(Code.PARTITION_MISMATCH, known.label());
    }
    DedupeId id =
        DedupeIdentity.of(
            known.source(), claimed.id(), asked.delivery.origin(), asked.delivery.appendedAt());
    return recall(asked, new Admitted(known, claimed.proof(), id, claimed.body()));
  }

  private static Admission recall(Asked asked, Admitted admitted) {
    Known known = admitted.known();
    Optional<Seen> seen =
        asked.memory.find(admitted.id()).filter(earlier -> !earlier.isOver(asked.now));
    if (seen.isEmpty()) {
      return admitted;
    }
    return seen.get().isOf(known.digest())
        ? new Duplicate(known, admitted.proof(), admitted.id())
        : new Refused(Code.ID_CONFLICT, known.label());
  }

  private Optional<SourceSpec> source(Delivery delivery, String claimed) {
    return claimed.startsWith(Headers.SOURCES)
        ? Optional.ofNullable(sources.get(claimed.substring(Headers.SOURCES.length())))
            .filter(source -> ways.isOf(source, delivery))
        : Optional.empty();
  }

  /** Ingest's ids are UUIDs; the id of a direct producer's record is where it lies. */
  private boolean isId(Delivery delivery, String text) {
    return ways.isOnArrived(delivery)
        ? text.equals(delivery.origin().text())
        : Format.UUID.admits(text);
  }

  private static Optional<String> header(Delivery delivery, String name) {
    return Ways.ascii(delivery, name);
  }
}
