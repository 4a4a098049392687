package io.sallyport.cli.reach;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What this process reaches from where it runs. Connections are opened and closed, nothing is sent;
 * files are opened, nothing is read.
 *
 * @param timeout how long one connection may take
 */
public record Surroundings(Duration timeout) {
  /** What came of it. */
  public enum Outcome {
    /** It opened. */
    REACHED,
    /** Nothing answered, or there is no way, or no right. */
    CLOSED,
    /** Neither: somebody answered and took no connection, a name has no address, a disk failed. */
    UNCLEAR
  }

  private static final String NOBODY_LISTENS = "Connection refused";

  /** Tries each, all at once, and tells in their order. */
  public List<Outcome> outcomes(List<Way> ways) {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<List<Future<Outcome>>> tried = new ArrayList<>();
      for (Way way : ways) {
        tried.add(
            switch (way.kind()) {
              case ADDRESS -> way.at().stream().map(at -> each.submit(() -> connect(at))).toList();
              case PATH -> List.of(each.submit(() -> open(Path.of(way.name()))));
            });
      }
      return tried.stream().map(Surroundings::worst).toList();
    }
  }

  /** One address that opens is enough; what is unclear at one is unclear of all. */
  private static Outcome worst(List<Future<Outcome>> tried) {
    List<Outcome> outcomes = tried.stream().map(Surroundings::get).toList();
    if (outcomes.contains(Outcome.REACHED)) {
      return Outcome.REACHED;
    }
    return outcomes.contains(Outcome.UNCLEAR) ? Outcome.UNCLEAR : Outcome.CLOSED;
  }

  private static Outcome get(Future<Outcome> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return Outcome.UNCLEAR;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.UNCLEAR;
    }
  }

  private Outcome connect(String at) throws IOException {
    int colon = at.lastIndexOf(':');
    InetSocketAddress address =
        new InetSocketAddress(at.substring(0, colon), Integer.parseInt(at.substring(colon + 1)));
    if (address.isUnresolved()) {
      return Outcome.UNCLEAR;
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(timeout.toMillis()));
      return Outcome.REACHED;
    } catch (SocketTimeoutException | NoRouteToHostException e) {
      return Outcome.CLOSED;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains(NOBODY_LISTENS)
          ? Outcome.UNCLEAR
          : Outcome.CLOSED;
    }
  }

  private static Outcome open(Path path) throws IOException {
    try {
      try (Closeable _ =
          Files.isDirectory(path) ? Files.newDirectoryStream(path) : Files.newByteChannel(path)) {
        return Outcome.REACHED;
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Outcome.CLOSED;
    }
  }
}
