package io.sallyport.evidence.source;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;

/**
 * The identity of a delivery, from its source and its signed bytes alone.
 *
 * <p>Ingest computes it as the record's key; the gate computes it again and refuses another key.
 */
public final class DedupeIdentity {

  private DedupeIdentity() {}

  /** The dedupe id of a delivery of this source with these signed bytes. */
  public static DedupeId of(SourceSpec source, byte[] signedBytes) {
    return of(source, Digest.of(signedBytes));
  }

  /** The same, of signed bytes with {@code digest}. */
  public static DedupeId of(SourceSpec source, Digest digest) {
    return switch (source.dedupe().by()) {
      case SIGNED_BYTES ->
          DedupeId.of(
              source.name(), source.principal(), DedupeId.Basis.SIGNED_BYTES, digest.toArray());
      case SIGNED_ID, IDEMPOTENCY_KEY, NONE ->
          throw new IllegalStateException("the reader of sources admits signedBytes only");
    };
  }
}
