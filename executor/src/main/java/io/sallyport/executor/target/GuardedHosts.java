package io.sallyport.executor.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of all targets of this process with their address rules. It is the one piece of state
 * that belongs to the JVM and not to an object, because name resolution does (JEP 418): {@link
 * GuardedResolver} asks it below every lookup, so the address that is connected to is the address
 * that was checked. Safe for any thread.
 */
public final class GuardedHosts {
  /** Resolves only where the resolver is in place; never asked of a name server. */
  private static final String PROBE = "guard.sallyport.invalid";

  private static final Map<String, AddressRule> RULES = new ConcurrentHashMap<>();
  private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();

  private GuardedHosts() {}

  /** From now on {@code host} resolves to permitted addresses only, or not at all. */
  static void guard(String host, AddressRule rule) {
    requireInPlace();
    AddressRule before = RULES.putIfAbsent(host.toLowerCase(Locale.ROOT), rule);
    if (before != null && !before.equals(rule)) {
      throw new IllegalArgumentException(
          "all uses of one host need the same allowAddresses: " + host);
    }
  }

  /** The rule of a name; names that are no target's resolve freely. */
  static AddressRule ruleOf(String host) {
    return RULES.getOrDefault(host.toLowerCase(Locale.ROOT), GuardedResolver.FREE);
  }

  /** Whether these may be the addresses of that name; remembers the last answer. */
  static boolean permits(String host, List<InetAddress> addresses) {
    boolean permitted = ruleOf(host).permitsAll(addresses);
    boolean _ = permitted ? REFUSED.remove(host) : REFUSED.add(host);
    return permitted;
  }

  /** Whether the name's addresses were refused when it was resolved last. */
  public static boolean isRefused(String host) {
    return REFUSED.contains(host);
  }

  static boolean isProbe(String host) {
    return host.equals(PROBE);
  }

  private static void requireInPlace() {
    try {
      InetAddress.getAllByName(PROBE);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the checking name resolver is not in place", e);
    }
  }
}
