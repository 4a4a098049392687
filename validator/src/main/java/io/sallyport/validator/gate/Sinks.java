package io.sallyport.validator.gate;

/** The names of the topology's sinks. */
public final class Sinks {
  /** Signed receipts. */
  public static final String RECEIPTS = "receipts";

  /** Raw bytes of what was refused. */
  public static final String QUARANTINE = "quarantine";

  private static final String TRUSTED = "trusted-";

  private Sinks() {}

  /** Whether sealed actions go there. */
  public static boolean isTrusted(String sink) {
    return sink.startsWith(TRUSTED);
  }

  /** Sealed actions of a cell. */
  public static String trusted(String cell) {
    return TRUSTED + cell;
  }
}
