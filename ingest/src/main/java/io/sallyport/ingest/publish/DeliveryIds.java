package io.sallyport.ingest.publish;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Fresh ids of deliveries and traces; any number of threads may use it. */
public final class DeliveryIds {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_BITS = 0x3fff_ffff_ffff_ffffL;
  private static final int RANDOM_BITS_OF_VERSION = 0x0fff;
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private final SecureRandom random;

  /** Ids from this source of randomness. */
  public DeliveryIds(SecureRandom random) {
    this.random = random;
  }

  /** A UUIDv7 (RFC 9562): milliseconds since 1970, then 74 random bits. */
  public UUID delivery(Instant now) {
    long high = now.toEpochMilli() << 16 | VERSION_7 | (random.nextInt() & RANDOM_BITS_OF_VERSION);
    long low = VARIANT | (random.nextLong() & VARIANT_BITS);
    return new UUID(high, low);
  }

  /** A new sampled trace (W3C Trace Context); the caller's own is not taken over the boundary. */
  public String traceparent() {
    return "00-" + hex(TRACE_BYTES) + "-" + hex(SPAN_BYTES) + "-01";
  }

  private String hex(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    bytes[0] |= 1; // all zeros is not an id
    return HexFormat.of().formatHex(bytes);
  }
}
