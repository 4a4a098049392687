package io.sallyport.executor.handler.sql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Between a handler and its server: cuts the first connection on which COMMIT is sent. */
final class CuttingProxy implements AutoCloseable {
  private static final String WORD = "COMMIT";

  private final ServerSocket listener;
  private final int target;
  private final Cut cut;
  private final AtomicInteger commits = new AtomicInteger();
  private volatile boolean deaf;

  /** Where it cuts. */
  enum Cut {
    /** The server never hears of the commit. */
    BEFORE,
    /** The server commits, and its answer is lost. */
    AFTER,
    /** The answer is lost, and from then on every connection is. */
    FOR_GOOD
  }

  private CuttingProxy(ServerSocket listener, int target, Cut cut) {
    this.listener = listener;
    this.target = target;
    this.cut = cut;
  }

  static CuttingProxy to(int target, Cut cut) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    CuttingProxy proxy = new CuttingProxy(listener, target, cut);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How often COMMIT was sent. */
  int commits() {
    return commits.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target)) {
      if (!deaf) {
        Thread.ofVirtual().start(() -> answer(server, client));
        forward(client, server);
      }
    } catch (IOException e) {
      // One end has gone, so the other goes too.
    }
  }

  private void forward(Socket client, Socket server) throws IOException {
    byte[] part = new byte[8192];
    InputStream in = client.getInputStream();
    for (int size = in.read(part); size >= 0; size = in.read(part)) {
      boolean commit = new String(part, 0, size, StandardCharsets.ISO_8859_1).contains(WORD);
      boolean first = commit && commits.getAndIncrement() == 0;
      if (first) {
        deaf = cut == Cut.FOR_GOOD;
        client.close();
      }
      if (first && cut == Cut.BEFORE) {
        return;
      }
      server.getOutputStream().write(part, 0, size);
      if (first) {
        server.getOutputStream().flush();
        server.shutdownOutput();
        server.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        return;
      }
    }
  }

  private static void answer(Socket server, Socket client) {
    try (client) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One end has gone; the other is closed where it is read.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
