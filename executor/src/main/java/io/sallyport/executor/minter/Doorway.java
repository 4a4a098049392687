package io.sallyport.executor.minter;

import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket (JEP 380): who comes in must be able to enter its directory, be the executor's user as
 * the kernel says (unix(7), SO_PEERCRED), and find a free place. One thread accepts.
 */
final class Doorway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
  private static final int BACKLOG = 64;
  private static final String ANYBODY = "rw-rw-rw-";

  private final ServerSocketChannel listening;
  private final UserPrincipal executor;
  private final Semaphore places;
  private final MinterMetrics metrics;
  private final Consumer<FrameChannel> conversation;
  private final AtomicLong strangers = new AtomicLong();

  private Doorway(
      ServerSocketChannel listening,
      MinterConfig.Door door,
      MinterMetrics metrics,
      Consumer<FrameChannel> conversation) {
    this.listening = listening;
    this.executor = door.executor();
    this.places = new Semaphore(door.connections());
    this.metrics = metrics;
    this.conversation = conversation;
  }

  /** Listens from now on; each connection has a thread of its own. */
  static Doorway open(
      MinterConfig.Door door, MinterMetrics metrics, Consumer<FrameChannel> conversation) {
    try {
      Doorway doorway = new Doorway(listen(door.socket()), door, metrics, conversation);
      Thread.ofPlatform().daemon().name("doorway").start(doorway::accept);
      return doorway;
    } catch (IOException e) {
      throw new StartException("socket: cannot listen at " + door.socket() + ": " + e, e);
    }
  }

  /** Who can enter the directory is the first rule, so the socket itself needs none. */
  private static ServerSocketChannel listen(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(ANYBODY));
    return listening;
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        admit(listening.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("a connection could not be accepted: {}", e.getMessage());
      }
    }
  }

  private void admit(SocketChannel connection) throws IOException {
    UserPrincipal peer = connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!peer.equals(executor)) {
      connection.close();
      stranger(peer);
    } else if (!places.tryAcquire()) {
      connection.close();
      metrics.hungUp("full");
    } else {
      Thread.ofVirtual().name("conversation").start(() -> converse(new FrameChannel(connection)));
    }
  }

  private void converse(FrameChannel channel) {
    try {
      conversation.accept(channel);
    } finally {
      places.release();
    }
  }

  /** Whoever can enter could fill the log. */
  private void stranger(UserPrincipal peer) {
    metrics.hungUp("stranger");
    long count = strangers.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      LOG.warn("hung up on user {}, who is not the executor; {} so far", peer.getName(), count);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      LOG.warn("the socket could not be closed: {}", e.getMessage());
    }
  }
}
