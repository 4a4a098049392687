package io.sallyport.executor.target;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param network its first address; no bit behind the prefix is set
 * @param prefix how many leading bits belong to the network
 */
public record Cidr(InetAddress network, int prefix) {
  /** Refuses a prefix that is too long and a network with bits behind it. */
  public Cidr {
    byte[] address = network.getAddress();
    if (prefix < 0 || prefix > address.length * 8) {
      throw new IllegalArgumentException("the prefix is longer than the address");
    }
    for (int bit = prefix; bit < address.length * 8; bit++) {
      if (bit(address, bit)) {
        throw new IllegalArgumentException("the address has bits behind the prefix");
      }
    }
  }

  /** Reads {@code address/prefix}; empty when it is not exactly that. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String bits = text.substring(slash + 1);
    if (bits.isEmpty() || bits.length() > 3 || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Literals.parse(text.substring(0, slash)).flatMap(a -> of(a, Integer.parseInt(bits)));
  }

  private static Optional<Cidr> of(InetAddress network, int prefix) {
    try {
      return Optional.of(new Cidr(network, prefix));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code address} is of the same family and lies in this range. */
  boolean contains(byte[] address) {
    byte[] first = network.getAddress();
    if (first.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (bit(first, bit) != bit(address, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] address, int index) {
    return (address[index / 8] >> (7 - index % 8) & 1) == 1;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
