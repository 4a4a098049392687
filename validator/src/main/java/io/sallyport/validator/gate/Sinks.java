package io.sallyport.validator.gate;

/** The names of the topology's sinks. */
public final class Sinks {
  /** Signed receipts. */
  public static final String RECEIPTS = "receipts";

  /** Raw bytes of what was refused. */
  public static final String QUARANTINE = "quarantine";

  /** What the desk decides about. */
  public static final String DESK = "to-desk";

  /** Signed receipts of the desk. */
  public static final String DESK_RECEIPTS = "desk-receipts";

  /** Signed receipts of the holds. */
  public static final String HOLD_RECEIPTS = "hold-receipts";

  /** Receipts of what persons were asked about, and was not sealed. */
  public static final String UNSEALED = "unsealed";

  private static final String TRUSTED = "trusted-";
  private static final String HELD = "held-";
  private static final String DECIDED = "decided-";
  private static final String ASKED = "asked-";
  private static final String CLOSED = "closed-";
  private static final String APPROVED = "approved-";

  private Sinks() {}

  /** Whether sealed actions go there. */
  public static boolean isTrusted(String sink) {
    return sink.startsWith(TRUSTED) || sink.startsWith(DECIDED);
  }

  /** Whether held actions go there. */
  public static boolean isHeld(String sink) {
    return sink.startsWith(HELD) || sink.startsWith(ASKED);
  }

  /** Actions of a cell that wait for persons. */
  public static String held(String cell) {
    return HELD + cell;
  }

  /** Tombstones of those that wait no longer. */
  public static String closed(String cell) {
    return CLOSED + cell;
  }

  /** Sealed actions of a cell that persons have approved. */
  public static String approved(String cell) {
    return APPROVED + cell;
  }

  /** Sealed actions of a cell about which the desk has decided. */
  public static String decided(String cell) {
    return DECIDED + cell;
  }

  /** Actions of a cell about which the desk asks persons. */
  public static String asked(String cell) {
    return ASKED + cell;
  }

  /** Sealed actions of a cell. */
  public static String trusted(String cell) {
    return TRUSTED + cell;
  }
}
