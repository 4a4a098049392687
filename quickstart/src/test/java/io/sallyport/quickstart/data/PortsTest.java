package io.sallyport.quickstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack keeps its ports as long as nobody else takes them. */
class PortsTest {
  @TempDir private Path directory;

  @Test
  void keepsThePortsOfTheFirstStart() {
    Ports first = Ports.choose(file());

    Ports second = Ports.choose(file());

    assertThat(second).isEqualTo(first);
    assertThat(Ports.load(file())).isEqualTo(first);
  }

  @Test
  void choosesAnotherForOneThatIsTaken() throws IOException {
    Ports first = Ports.choose(file());

    try (var taken = new ServerSocket(first.target(), 1, InetAddress.getLoopbackAddress())) {
      Ports second = Ports.choose(file());

      assertThat(second.target()).isNotEqualTo(taken.getLocalPort());
      assertThat(second.broker()).isEqualTo(first.broker());
    }
  }

  @Test
  void knowsNoPortsBeforeTheFirstStart() {
    assertThat(Ports.load(file()).broker()).isZero();
  }

  private Path file() {
    return directory.resolve("ports");
  }
}
