package io.sallyport.contract.id;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in a trace: {@code traceparent} of version 00 (W3C Trace Context). A sender's is a claim,
 * which nobody has verified; nothing is decided by it.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param spanId 16 of them, not all 0
 * @param flags two of them
 */
public record TraceParent(String traceId, String spanId, String flags) {
  private static final int SIZE = 55;
  private static final String VERSION = "00-";
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  /** Refuses what the specification calls invalid. */
  public TraceParent {
    if (!isId(traceId, 32) || !isId(spanId, 16) || !isHex(flags, 2)) {
      throw new IllegalArgumentException("a traceparent has ids of 16 and 8 bytes, and flags");
    }
  }

  /** Reads a header's value; empty when it is none of version 00. */
  public static Optional<TraceParent> parse(String text) {
    if (text.length() != SIZE
        || !text.startsWith(VERSION)
        || text.charAt(SPAN - 1) != '-'
        || text.charAt(FLAGS - 1) != '-') {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TraceParent(
              text.substring(VERSION.length(), SPAN - 1),
              text.substring(SPAN, FLAGS - 1),
              text.substring(FLAGS)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Where an action is sealed, in a trace of its own: the first 16 bytes of its id are the trace,
   * the next 8 the span. Nobody chooses it, and everybody who knows the action knows its trace.
   */
  public static TraceParent of(ActionId action) {
    String hex = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(action.text()));
    return new TraceParent(hex.substring(0, 32), hex.substring(32, 48), "01");
  }

  /** The header's value. */
  public String text() {
    return VERSION + traceId + "-" + spanId + "-" + flags;
  }

  private static boolean isId(String text, int size) {
    return isHex(text, size) && text.chars().anyMatch(digit -> digit != '0');
  }

  private static boolean isHex(String text, int size) {
    return text.length() == size
        && text.chars()
            .allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
  }
}
