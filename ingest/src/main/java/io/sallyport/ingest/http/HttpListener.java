package io.sallyport.ingest.http;

import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import io.sallyport.service.process.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public listener: each request on a virtual thread, every size and time bounded. TLS is its
 * own where it has a certificate, else the reverse proxy's before it.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int PLATFORM_THREADS = 16;
  private static final int BACKLOG = 128;
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Server server;
  private final ServerConnector connector;
  private final Optional<Watch> tls;

  private HttpListener(Server server, ServerConnector connector, Optional<Watch> tls) {
    this.server = server;
    this.connector = connector;
    this.tls = tls;
  }

  /** Starts to listen; throws {@link StartException} if the address cannot be had. */
  public static HttpListener start(
      HttpAddress address, HttpLimits limits, Metrics metrics, Function<Call, Answer> gateway) {
    Server server = new Server(threads());
    TlsMetrics shown = new TlsMetrics(metrics);
    Optional<ServerTls> tls = address.tls().map(files -> ServerTls.load(files, shown));
    ServerConnector connector = new ServerConnector(server, 1, 1, Protocols.of(limits, tls));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.addConnector(connector);
    server.setErrorHandler(new ProblemPage());
    server.setHandler(new GracefulHandler(new DeliveryHandler(gateway, limits)));
    server.setStopTimeout(STOP.toMillis());
    open(connector);
    LifeCycle.start(server);
    SlowHeads.watch(connector, limits.idle());
    return new HttpListener(server, connector, tls.map(ServerTls::watch));
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    return threads;
  }

  private static void open(ServerConnector connector) {
    try {
      connector.open();
    } catch (IOException e) {
      throw new StartException(
          "listen: cannot listen on " + connector.getHost() + ":" + connector.getPort(), e);
    }
  }

  /** The port that was bound. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Whether it no longer sees that its certificate, or its clients' authorities, have changed. */
  public boolean isBlind() {
    return tls.map(Watch::isDead).orElse(false);
  }

  /** How many connections are open. */
  int connections() {
    return connector.getConnectedEndPoints().size();
  }

  /** Accepts nothing more, finishes what is being answered within three seconds, cuts the rest. */
  @Override
  @SuppressWarnings("IllegalCatch") // what LifeCycle.stop declares
  public void close() {
    tls.ifPresent(Watch::close);
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.atWarn().log("connections were cut that did not end in time");
    } catch (Exception e) {
      throw new IllegalStateException("the listener does not stop", e);
    }
  }
}
