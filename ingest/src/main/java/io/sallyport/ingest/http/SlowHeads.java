package io.sallyport.ingest.http;

import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that drip bytes without ever completing a request's head; the idle time-out
 * does not see them, because each byte starts it anew. Owned by the connector's scheduler thread.
 */
final class SlowHeads implements Runnable {

  /** How often a connection is looked at within the time that a head may take. */
  private static final int LOOKS = 2;

  private final ServerConnector connector;
  private final Duration headTime;
  private final Map<EndPoint, Progress> seen = new WeakHashMap<>();

  /** What a connection had done, and for how many looks it has dripped since. */
  private record Progress(long messages, long bytes, int drips) {

    /** The same, with how often it has dripped if no head was complete since. */
    Progress after(Progress before) {
      boolean drips = messages == before.messages() && bytes > 0;
      boolean goesOn = drips && (bytes > before.bytes() || before.drips() > 0);
      return goesOn ? new Progress(messages, bytes, before.drips() + 1) : this;
    }
  }

  private SlowHeads(ServerConnector connector, Duration headTime) {
    this.connector = connector;
    this.headTime = headTime;
  }

  static void watch(ServerConnector connector, Duration headTime) {
    new SlowHeads(connector, headTime).again();
  }

  private void again() {
    Scheduler scheduler = connector.getScheduler();
    if (scheduler.isRunning()) {
      var _ = scheduler.schedule(this, headTime.toMillis() / LOOKS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void run() {
    connector.getConnectedEndPoints().forEach(this::look);
    again();
  }

  private void look(EndPoint endPoint) {
    Connection outer = endPoint.getConnection();
    Connection connection = outer instanceof SslConnection tls ? inner(tls) : outer;
    if (outer == null || connection == null) {
      return;
    }
    long messages = connection.getMessagesIn();
    Progress now = new Progress(messages, outer.getBytesIn(), 0);
    Progress before = seen.getOrDefault(endPoint, now);
    boolean isAnswering = messages > connection.getMessagesOut();
    Progress next = isAnswering ? now : now.after(before);
    if (next.drips() >= LOOKS) {
      endPoint.close(new TimeoutException("the request's head took too long"));
    }
    seen.put(endPoint, next);
  }

  /** What speaks HTTP within TLS, or, during the handshake, will choose who does. */
  private static @Nullable Connection inner(SslConnection tls) {
    return tls.getSslEndPoint().getConnection();
  }
}
