package io.sallyport.validator.arrive;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.BinaryMode;
import io.sallyport.validator.admit.Carried;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.stream.RecordSizes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Keys direct producers' records again, by the identity that each presents; the gate verifies and
 * computes it again. Nothing is refused here, where there is no chain of receipts: what presents no
 * identity goes on under a key made of its place, and ends at the gate. Immutable.
 */
public final class Arrivals {
  private final String below;
  private final RecordSizes sizes;

  /**
   * Of the installation with these names.
   *
   * @param sizes how large the records are that it may write
   */
  public Arrivals(Topics topics, RecordSizes sizes) {
    this.below = topics.untrusted() + ".";
    this.sizes = sizes;
  }

  /** The record for arrived, by what {@code sources} say of its topic. */
  Arrived rekey(Delivery record, Map<String, SourceSpec> sources) {
    String name = record.origin().topic().substring(below.length());
    Optional<SourceSpec> source =
        Optional.ofNullable(sources.get(name)).filter(SourceSpec::isDirect);
    RecordHeaders headers = CarriedHeaders.of(record, name);
    if (size(record) > sizes.maxCopied()) {
      return new Arrived(place(record), record.body().map(this::cut), headers);
    }
    CarriedHeaders.copy(record.headers(), source, headers);
    Bytes key =
        source
            .flatMap(spec ->
                record
                    .body()
                    .flatMap(sent -> body(spec, sent, headers))
                    .flatMap(body -> identity(spec, record, body, headers)))
            .map(id -> Bytes.of(id.key()))
            .orElseGet(() -> place(record));
    return new Arrived(key, record.body(), headers);
  }

  /** What the gate will take for the body. */
  private static Optional<Bytes> body(SourceSpec source, Bytes sent, RecordHeaders headers) {
    return source.hasAttributesInHeaders()
        ? BinaryMode.ofArrived(headers, sent)
        : Optional.of(sent);
  }

  /** What the gate will compute, if the evidence holds. */
  private static Optional<DedupeId> identity(
      SourceSpec source, Delivery record, Bytes body, RecordHeaders headers) {
    Verification presented =
        SourceVerifier.presenting(source)
            .verify(name -> Carried.values(headers, name), body.toArray(), record.appendedAt());
    return switch (presented) {
      case Verification.Presented(Claims claims) -> Optional.of(key(source, claims, body));
      case Verification.Proven(Claims claims) -> Optional.of(key(source, claims, body));
      case Verification.Unproven unclear -> Optional.empty();
    };
  }

  private static DedupeId key(SourceSpec source, Claims claims, Bytes body) {
    return DedupeIdentity.key(source, claims, Digest.of(body));
  }

  private static Bytes place(Delivery record) {
    return Bytes.utf8(record.origin().text());
  }

  /**
   * Only where a topic takes more than the manifest lets it: one byte more than any source may
   * send, so that the record still fits on arrived and the gate refuses it as too large.
   */
  private Bytes cut(Bytes body) {
    int most = sizes.maxBody();
    return body.size() <= most ? body : Bytes.of(Arrays.copyOf(body.toArray(), most + 1));
  }

  private static long size(Delivery record) {
    long size = record.body().map(Bytes::size).orElse(0);
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
