package io.sallyport.cli.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.reach.Surroundings.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried of real sockets and files. */
class SurroundingsTest {
  @TempDir private Path directory;

  @Test
  void connectsWhereSomebodyListensOnAnyOfItsAddresses() throws IOException {
    try (ServerSocket server = listener();
        Silence silence = Silence.begin()) {
      assertThat(outcomes(address("one", at(server)), address("two", silence.at(), at(server))))
          .containsExactly(Outcome.REACHED, Outcome.REACHED);
    }
  }

  /** A machine that says that nobody listens was reached; that is no isolation. */
  @Test
  void knowsNothingOfWhoAnswersAndTakesNoConnection() throws IOException {
    ServerSocket server = listener();
    String ended = at(server);
    server.close();

    try (Silence silence = Silence.begin()) {
      assertThat(outcomes(address("a", ended), address("b", silence.at(), ended)))
          .containsExactly(Outcome.UNCLEAR, Outcome.UNCLEAR);
    }
  }

  @Test
  void isRefusedWhereNobodyAnswers() throws IOException {
    try (Silence silence = Silence.begin()) {
      assertThat(outcomes(address("nobody", silence.at()))).containsExactly(Outcome.CLOSED);
    }
  }

  @Test
  void knowsNothingOfANameWithoutAnAddressOrAPortThatIsNone() {
    assertThat(outcomes(address("name", "host.invalid:80"), address("port", "127.0.0.1:70000")))
        .containsExactly(Outcome.UNCLEAR, Outcome.UNCLEAR);
  }

  @Test
  void opensFilesAndDirectoriesThatAreThere() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "secret");

    assertThat(outcomes(path(file), path(directory), path(directory.resolve("none"))))
        .containsExactly(Outcome.REACHED, Outcome.REACHED, Outcome.CLOSED);
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static String at(ServerSocket server) {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /**
   * An address where the kernel answers nothing: who listens takes nobody, and its queue is full.
   */
  private record Silence(ServerSocket server, List<Socket> waiting) implements AutoCloseable {
    static Silence begin() throws IOException {
      Silence silence = new Silence(listener(), new ArrayList<>());
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket();
        silence.waiting.add(socket);
        try {
          socket.connect(silence.server.getLocalSocketAddress(), 500);
        } catch (SocketTimeoutException e) {
          return silence;
        }
      }
      throw new AssertionError("the queue took ten");
    }

    String at() {
      return SurroundingsTest.at(server);
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : waiting) {
        socket.close();
      }
      server.close();
    }
  }

  private static List<Outcome> outcomes(Way... ways) {
    return new Surroundings(Duration.ofSeconds(2)).outcomes(List.of(ways));
  }

  private static Way address(String name, String... at) {
    return new Way(Way.Kind.ADDRESS, name, List.of(at), new TreeSet<>());
  }

  private static Way path(Path path) {
    return new Way(Way.Kind.PATH, path.toString(), List.of(), new TreeSet<>());
  }
}
