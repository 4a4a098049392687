package io.sallyport.evidence.source;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import java.time.Instant;

/**
 * The identity of a delivery, from its source, its principal and what was signed.
 *
 * <p>Ingest computes it as the record's key; the gate computes it again and refuses another key.
 */
public final class DedupeIdentity {

  private DedupeIdentity() {}

  /** The dedupe id of a delivery of this source whose signature covers this body alone. */
  public static DedupeId of(SourceSpec source, byte[] body) {
    return key(source, Claims.NONE, Digest.of(body));
  }

  /**
   * The record's key, and the dedupe id of all sources but those with {@code dedupe: none}, whose
   * key only spreads them over the partitions.
   *
   * @param claims what was signed beside the body
   * @param digest of the body
   */
  public static DedupeId key(SourceSpec source, Claims claims, Digest digest) {
    Basis by = source.dedupe().by();
    byte[] value =
        switch (by) {
          case SIGNED_ID, IDEMPOTENCY_KEY -> Bytes.utf8(claims.id().orElseThrow()).toArray();
          case SIGNED_BYTES, NONE -> digest.toArray();
        };
    return DedupeId.of(source.name(), claims.principal(source), by, value);
  }

  /**
   * The dedupe id of the record that lies at {@code origin}: its key, or with {@code dedupe: none}
   * an id of its own.
   */
  public static DedupeId of(SourceSpec source, DedupeId key, Origin origin, Instant appendedAt) {
    if (source.dedupe().by() != Basis.NONE) {
      return key;
    }
    String place = key.text() + "\0" + origin.text() + "\0" + appendedAt.toEpochMilli();
    byte[] value = Bytes.utf8(place).toArray();
    return DedupeId.of(source.name(), source.principal(), Basis.NONE, value);
  }
}
