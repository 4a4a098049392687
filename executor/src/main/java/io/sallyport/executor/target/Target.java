package io.sallyport.executor.target;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The exact origin of a target: scheme, host and port, all written out. Plain {@code http} is for
 * loopback literals only, because the credential travels with the request.
 *
 * @param origin {@code https://ci.example.com:443}, as it stands before the path
 * @param host the name, or the literal without brackets
 * @param literal the address, when the host is one
 */
public record Target(String origin, String host, Optional<InetAddress> literal) {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\[[0-9a-f:]+\\]|[a-z0-9.-]{1,253}):([1-9][0-9]{0,4})");
  private static final Pattern HOST =
      Pattern.compile("(?:" + LABEL + "\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** Reads {@code scheme://host:port}; throws with what is wrong. */
  public static Target parse(String text, AddressRule rule) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      throw new IllegalArgumentException(
          "an origin is http(s)://host:port in lower case, nothing behind it");
    }
    String host = parts.group(2).replaceAll("[\\[\\]]", "");
    Optional<InetAddress> literal = Literals.parse(host);
    checkHost(host, literal, rule);
    boolean loopback = literal.map(InetAddress::isLoopbackAddress).orElse(false);
    if (parts.group(1).equals("http") && !loopback) {
      throw new IllegalArgumentException("http is for loopback literals only; use https");
    }
    return new Target(text, host, literal);
  }

  private static void checkHost(String host, Optional<InetAddress> literal, AddressRule rule) {
    if (literal.isEmpty() && !HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("the host is neither a DNS name nor a usual literal");
    }
    if (literal.isPresent() && !rule.permits(literal.get())) {
      throw new IllegalArgumentException(
          "the address is special-purpose; list it in allowAddresses if it is meant");
    }
  }
}
