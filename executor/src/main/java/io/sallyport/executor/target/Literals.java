package io.sallyport.executor.target;

import com.google.re2j.Pattern;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Address literals in their one usual form. Java also takes {@code 2130706433}, {@code 127.1} and
 * the like, others read {@code 0177.0.0.1} in octal: all of those are refused here.
 */
public final class Literals {
  private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
  private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}");

  private Literals() {}

  /** The address that {@code text} spells; empty when it is none, or in an unusual form. */
  public static Optional<InetAddress> parse(String text) {
    boolean usual =
        IPV4.matcher(text).matches() || (text.contains(":") && IPV6.matcher(text).matches());
    if (!usual) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
