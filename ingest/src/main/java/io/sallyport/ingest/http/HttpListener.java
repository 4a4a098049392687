package io.sallyport.ingest.http;

import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The public listener: HTTP/1.1 without leniency, each request on a virtual thread, every size and
 * time bounded. TLS is the reverse proxy's before it.
 */
public final class HttpListener implements AutoCloseable {
  private static final int PLATFORM_THREADS = 16;
  private static final int BACKLOG = 128;
  private static final int BUFFER = 16 * 1024;
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Server server;
  private final ServerConnector connector;

  private HttpListener(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Starts to listen; throws {@link StartException} if the address cannot be had. */
  public static HttpListener start(
      String host, int port, HttpLimits limits, Function<Call, Answer> gateway) {
    Server server = new Server(threads());
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(protocol(limits)));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.addConnector(connector);
    server.setErrorHandler(new ProblemPage());
    server.setHandler(new GracefulHandler(new DeliveryHandler(gateway, limits.bodyTime())));
    server.setStopTimeout(STOP.toMillis());
    open(connector);
    LifeCycle.start(server);
    SlowHeads.watch(connector, limits.idle());
    return new HttpListener(server, connector);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    return threads;
  }

  private static HttpConfiguration protocol(HttpLimits limits) {
    HttpConfiguration protocol = new HttpConfiguration();
    protocol.setHttpCompliance(HttpCompliance.RFC9110);
    protocol.setUriCompliance(UriCompliance.DEFAULT);
    protocol.setRequestHeaderSize(limits.headers().asInt());
    protocol.setInputBufferSize(BUFFER);
    protocol.setSendServerVersion(false);
    protocol.setSendXPoweredBy(false);
    return protocol;
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

  /** Accepts nothing more, finishes what is being answered within three seconds. */
  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
