package io.sallyport.executor.handler.ssh;

import com.google.re2j.Pattern;
import io.sallyport.executor.handler.process.ProcessSpec;
import java.net.InetAddress;
import java.util.List;

/**
 * What a Handler document says about a session.
 *
 * @param host where it goes
 * @param process the run of ssh(1)
 */
public record SshSpec(Host host, ProcessSpec process) {
  private static final int MAX_KEYS = 10;
  private static final int MAX_PORT = 65_535;
  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

  /**
   * One host, by what no name server can change.
   *
   * @param address of it
   * @param port TCP
   * @param user who is logged in
   * @param keys by which it proves itself, at least one
   */
  public record Host(InetAddress address, int port, String user, List<HostKey> keys) {
    /** Copies; refuses what is no host. */
    public Host {
      keys = List.copyOf(keys);
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException("a port is a number from 1 to 65535");
      }
      if (!USER.matches(user)) {
        throw new IllegalArgumentException("user is a name of lower-case letters, digits, _ and -");
      }
      if (keys.isEmpty() || keys.size() > MAX_KEYS) {
        throw new IllegalArgumentException("hostKeys lists 1 to 10 keys");
      }
    }
  }
}
