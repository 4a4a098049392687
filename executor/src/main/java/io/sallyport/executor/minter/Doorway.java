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
import java.time.Duration;
import java.util.Optional;
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

  /** What makes one accept fail, as too many open files do, makes the next one fail. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSocketChannel listening;
  private final UserPrincipal executor;
  private final Semaphore places;
  private final MinterMetrics metrics;
  private final Consumer<FrameChannel> conversation;
  private final AtomicLong strangers = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform()
          .daemon()
          .name("doorway")
          .uncaughtExceptionHandler((_, failure) -> LOG.error("nobody is let in any more", failure))
          .unstarted(this::accept);

  private volatile boolean closing;

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

  /** Is there from now on; who comes waits until {@link #start}. */
  static Doorway at(
      MinterConfig.Door door, MinterMetrics metrics, Consumer<FrameChannel> conversation) {
    try {
      return new Doorway(listen(door.socket()), door, metrics, conversation);
    } catch (IOException e) {
      throw new StartException("socket: cannot listen at " + door.socket() + ": " + e, e);
    }
  }

  /** Lets in from now on; each connection has a thread of its own. */
  void start() {
    thread.start();
  }

  /** Why nobody will be let in any more; the process should be started anew. */
  Optional<String> problem() {
    boolean ended = !closing && thread.getState() == Thread.State.TERMINATED;
    return ended ? Optional.of("the thread that lets executors in ended") : Optional.empty();
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
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(SocketChannel connection) throws IOException {
    boolean admitted = false;
    try {
      UserPrincipal peer = connection.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (!executor.equals(peer)) {
        stranger(peer);
      } else if (!places.tryAcquire()) {
        metrics.hungUp("full");
      } else {
        admitted = true;
        Thread.ofVirtual().name("conversation").start(() -> converse(new FrameChannel(connection)));
      }
    } finally {
      if (!admitted) {
        connection.close();
      }
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
    closing = true;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.warn("the socket could not be closed: {}", e.getMessage());
    }
  }
}
