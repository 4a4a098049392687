package io.sallyport.action.language;

import java.time.Duration;

/** How large a schema may be, and how large it may let a record be. */
final class Limits {
  static final int SCHEMA_LENGTH = 65_536;
  static final int JSON_DEPTH = 64;
  static final int DEPTH = 8;
  static final int FIELDS = 100;
  static final int SYMBOLS = 200;
  static final int NAME_LENGTH = 100;
  static final int STRING_LENGTH = 65_536;
  static final int ITEMS = 10_000;
  static final long RECORD_BYTES = 1 << 20;
  static final int PATTERN_LENGTH = 512;
  static final int PATTERN_REPETITION = 1_000;
  static final int PATTERN_PROGRAM = 4_096;
  static final int APPROVALS = 8;
  static final Duration MIN_TTL = Duration.ofSeconds(1);
  static final Duration MAX_TTL = Duration.ofDays(7);

  /** The largest whole number that every JSON reader, and so the fingerprint, keeps exact. */
  static final long EXACT = (1L << 53) - 1;

  private Limits() {}
}
