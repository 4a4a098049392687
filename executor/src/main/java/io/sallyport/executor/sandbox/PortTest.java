package io.sallyport.executor.sandbox;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.sandbox.Sandbox.Given;
import io.sallyport.executor.sandbox.Sandbox.Order;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tries for real that a confined program reaches the port that it may connect to, and no other one:
 * of a listener of this process, on this machine. Used once, blocks.
 *
 * @param confinement what is tried, with ports of its own
 */
record PortTest(Confinement confinement) {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int MAX_OUTPUT = 4096;
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** What does not hold and what to do; empty when all of it does. */
  Optional<String> problem() {
    try (ServerSocket host = new ServerSocket(0, 1, HERE)) {
      int port = host.getLocalPort();
      if (confinement.has(Layer.LANDLOCK) && comesFrom(host, port - 1)) {
        return Optional.of("landlock does not hold what it must; take no action with it here");
      }
      return reaches(host)
          ? Optional.empty()
          : Optional.of("a confined program cannot connect; look at limits.memory and files");
    } catch (IOException e) {
      return Optional.of("its self-test cannot listen: " + e.getClass().getSimpleName());
    }
  }

  /** Whether one that may connect to {@code allowed} was there; such a one waits to be greeted. */
  private boolean comesFrom(ServerSocket host, int allowed) throws IOException {
    start(host, allowed).await();
    return accepts(host, 1);
  }

  private boolean reaches(ServerSocket host) throws IOException {
    Run run = start(host, host.getLocalPort());
    boolean reached = accepts(host, Math.toIntExact(TIME.toMillis()));
    run.await();
    return reached;
  }

  private Run start(ServerSocket host, int allowed) {
    return new Sandbox(confinement.connecting(allowed)).start(order(host.getLocalPort()));
  }

  private static boolean accepts(ServerSocket host, int millis) throws IOException {
    host.setSoTimeout(millis);
    try {
      host.accept().close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static Order order(int port) {
    return new Order(
        List.of(
            Tool.SSH.path(),
            "-F",
            "none",
            "-o",
            "BatchMode=yes",
            "-p",
            String.valueOf(port),
            HERE.getHostAddress()),
        Bytes.of(),
        TIME,
        MAX_OUTPUT,
        List.of(Given.passwd()));
  }
}
