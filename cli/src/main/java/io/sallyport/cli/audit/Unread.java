package io.sallyport.cli.audit;

import java.util.HashMap;
import java.util.Map;

/**
 * What of the chains cannot be there, since it was deleted before a late beginning or lies behind a
 * break: that it is missing is told by the break.
 */
public final class Unread {
  private final Map<String, Long> until = new HashMap<>();

  /** No receipt of the chain before {@code seq} was read. */
  void before(String writer, String chain, long seq) {
    until.merge(name(writer, chain), seq, Math::max);
  }

  /** What is not there of the chain may lie behind its break. */
  void all(String writer, String chain) {
    until.put(name(writer, chain), Long.MAX_VALUE);
  }

  /** Whether a receipt of that number may be missing. */
  public boolean has(String writer, String chain, long seq) {
    return seq < until.getOrDefault(name(writer, chain), 0L);
  }

  private static String name(String writer, String chain) {
    return writer + " " + chain;
  }
}
