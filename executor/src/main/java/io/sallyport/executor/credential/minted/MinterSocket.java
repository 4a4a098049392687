package io.sallyport.executor.credential.minted;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a cell's minter listens.
 *
 * @param path the socket
 * @param timeout how long connecting and one answer may take
 */
public record MinterSocket(Path path, Duration timeout) {
  private static final Duration NAP = Duration.ofMillis(100);

  /**
   * A connection; while nobody listens it is tried again, for {@code time} at the longest, so that
   * an action outlasts its minter's restart.
   */
  FrameChannel connect(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        return new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      } catch (IOException e) {
        if (System.nanoTime() + NAP.toNanos() > end || !nap()) {
          throw e;
        }
      }
    }
  }

  private static boolean nap() {
    try {
      Thread.sleep(NAP);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Why no lease can come from there at this moment, if so. */
  public Optional<String> problem() {
    try (FrameChannel _ = connect(Duration.ZERO)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the minter does not answer");
    }
  }
}
