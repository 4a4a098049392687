package io.sallyport.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Chosen ports are free and different. */
class FreePortsTest {
  @Test
  void choosesDifferentPortsThatAreFree() {
    var ports = FreePorts.choose(20);

    assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
  }

  @Test
  void seesThatAPortIsTaken() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      boolean free = FreePorts.isFree(socket.getLocalPort());

      assertThat(free).isFalse();
    }
  }
}
