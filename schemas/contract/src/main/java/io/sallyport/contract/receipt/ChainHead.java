package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a chain of receipts stands.
 *
 * @param chain the chain's id: the writer and its partition, for example {@code gate-3}
 * @param next the sequence number of the next receipt, from 0
 * @param prev the digest of the last receipt's compact form; {@link #NONE} before the first
 */
public record ChainHead(String chain, long next, Digest prev) {
  /** What the first receipt of a first chain names as its predecessor. */
  public static final Digest NONE = new Digest("sha256:" + "0".repeat(64));

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):(sha256:[0-9a-f]{64})");

  /** A chain that has no receipt yet. */
  public static ChainHead start(String chain) {
    return new ChainHead(chain, 0, NONE);
  }

  /** Whether the chain has no receipt yet. */
  public boolean isStart() {
    return next == 0;
  }

  /** The form kept in stores and offset metadata: {@code next:prev}. */
  public String text() {
    return next + ":" + prev.text();
  }

  /** Reads {@link #text()}. */
  public static Optional<ChainHead> parse(String chain, String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new ChainHead(chain, Long.parseLong(parts.group(1)), new Digest(parts.group(2))))
        : Optional.empty();
  }
}
