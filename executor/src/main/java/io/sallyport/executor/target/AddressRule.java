package io.sallyport.executor.target;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses a target may have: those that are listed, and everything outside the
 * special-purpose ranges. The ranges are those of the IANA IPv4 and IPv6 special-purpose address
 * registries (RFC 6890), multicast and future use, and the IPv6 forms that carry an IPv4 address.
 * Java's own {@code isSiteLocalAddress} and its kin miss most of them.
 *
 * @param allowed ranges that are allowed although they are special
 */
public record AddressRule(List<Cidr> allowed) {
  private static final int IPV6_SIZE = 16;

  private static final List<Cidr> SPECIAL_IPV4 =
      ranges(
          "0.0.0.0/8", // this network, RFC 791
          "10.0.0.0/8", // private, RFC 1918
          "100.64.0.0/10", // carrier-grade NAT, RFC 6598
          "127.0.0.0/8", // loopback, RFC 1122
          "169.254.0.0/16", // link-local, RFC 3927: clouds' metadata services
          "172.16.0.0/12", // private, RFC 1918
          "192.0.0.0/24", // IETF protocol assignments, RFC 6890
          "192.0.2.0/24", // documentation, RFC 5737
          "192.31.196.0/24", // AS112, RFC 7535
          "192.52.193.0/24", // AMT, RFC 7450
          "192.88.99.0/24", // 6to4 relay, RFC 7526
          "192.168.0.0/16", // private, RFC 1918
          "192.175.48.0/24", // AS112, RFC 7534
          "198.18.0.0/15", // benchmarks, RFC 2544
          "198.51.100.0/24", // documentation, RFC 5737
          "203.0.113.0/24", // documentation, RFC 5737
          "224.0.0.0/4", // multicast, RFC 5771
          "240.0.0.0/4"); // future use and broadcast, RFC 1112

  /** Only 2000::/3 is global unicast; these lie inside of it. */
  private static final List<Cidr> SPECIAL_IPV6 =
      ranges(
          "2001::/23", // IETF protocol assignments: Teredo, ORCHID, benchmarks; RFC 2928
          "2001:db8::/32", // documentation, RFC 3849
          "2002::/16", // 6to4, carries an IPv4 address, RFC 3056
          "2620:4f:8000::/48", // AS112, RFC 7534
          "3fff::/20"); // documentation, RFC 9637

  private static final Cidr GLOBAL_UNICAST = ranges("2000::/3").getFirst();

  /** Copies the list. */
  public AddressRule {
    allowed = List.copyOf(allowed);
  }

  /** Whether a target may have this address. */
  public boolean permits(InetAddress address) {
    byte[] bytes = address.getAddress();
    return in(allowed, bytes) || !isSpecial(bytes);
  }

  /** Whether there is an address, and all of them are permitted. */
  boolean permitsAll(List<InetAddress> addresses) {
    return !addresses.isEmpty() && addresses.stream().allMatch(this::permits);
  }

  private static boolean isSpecial(byte[] address) {
    if (address.length == IPV6_SIZE) {
      return !GLOBAL_UNICAST.contains(address) || in(SPECIAL_IPV6, address);
    }
    return in(SPECIAL_IPV4, address);
  }

  private static boolean in(List<Cidr> ranges, byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<Cidr> ranges(String... texts) {
    return Arrays.stream(texts).map(text -> Cidr.parse(text).orElseThrow()).toList();
  }
}
