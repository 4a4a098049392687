package io.sallyport.action.source;

import java.time.Duration;

/** How large a schema may be, and how large it may let a record be. */
public final class Limits {
  public static final int SCHEMA_LENGTH = 65_536;
  public static final int JSON_DEPTH = 64;
  public static final int DEPTH = 8;
  public static final int FIELDS = 100;
  public static final int SYMBOLS = 200;
  public static final int NAME_LENGTH = 100;
  public static final int STRING_LENGTH = 65_536;
  public static final int ITEMS = 10_000;
  public static final int PRECISION = 38;
  public static final long RECORD_BYTES = 1 << 20;
  public static final int APPROVALS = 8;
  public static final Duration MIN_TTL = Duration.ofSeconds(1);
  public static final Duration MAX_TTL = Duration.ofDays(7);

  /** The largest whole number that every JSON reader, and so the fingerprint, keeps exact. */
  public static final long EXACT = (1L << 53) - 1;

  private Limits() {}
}
