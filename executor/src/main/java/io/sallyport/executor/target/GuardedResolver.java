package io.sallyport.executor.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's name resolver, found as a service (JEP 418): the platform's own one, except that a
 * target's name resolves only when all of its addresses are permitted. It sits below the JVM's
 * cache of names, so there is no moment between the check and the connection.
 */
public final class GuardedResolver extends InetAddressResolverProvider {
  /** The rule of names that are no target's. */
  static final AddressRule FREE =
      new AddressRule(
          List.of(Cidr.parse("0.0.0.0/0").orElseThrow(), Cidr.parse("::/0").orElseThrow()));

  /** For {@link java.util.ServiceLoader}. */
  public GuardedResolver() {}

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "sallyport";
  }

  /** Asks the platform, then the rule. */
  record Resolver(InetAddressResolver platform) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (GuardedHosts.isProbe(host)) {
        return Stream.of(InetAddress.getLoopbackAddress());
      }
      List<InetAddress> addresses = platform.lookupByName(host, policy).toList();
      if (!GuardedHosts.permits(host, addresses)) {
        throw new UnknownHostException("an address of this target is special-purpose");
      }
      return addresses.stream();
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return platform.lookupByAddress(address);
    }
  }
}
