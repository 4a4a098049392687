package io.sallyport.quickstart.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds loopback ports that nobody listens on.
 *
 * <p>The candidates lie below the range from which Linux takes the ports of outgoing connections,
 * so that a chosen port is not taken by a connection before its server binds it.
 */
public final class FreePorts {
  private static final int LOWEST = 18_000;
  private static final int BOUND = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** Returns that many different ports that are free now. */
  public static List<Integer> choose(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int attempt = 0; attempt < ATTEMPTS && ports.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IllegalStateException(
          "no " + count + " free ports between " + LOWEST + " and " + BOUND + " on 127.0.0.1");
    }
    return List.copyOf(ports);
  }

  /** Tells whether a server could listen on that loopback port now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
