package io.sallyport.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientFileTest {
  @TempDir private Path directory;

  @Test
  void resolvesStoresAgainstTheFile() throws IOException {
    Path file = write("bootstrap.servers=127.0.0.1:9092\nssl.keystore.location=tls/client.pem\n");

    assertThat(ClientFile.read(file))
        .containsEntry("bootstrap.servers", "127.0.0.1:9092")
        .containsEntry("ssl.keystore.location", directory.resolve("tls/client.pem").toString());
  }

  @Test
  void refusesAFileWithoutABroker() throws IOException {
    Path file = write("security.protocol=SSL\n");

    assertThatThrownBy(() -> ClientFile.read(file))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("bootstrap.servers is missing");
  }

  @Test
  void refusesAnAbsentFile() {
    assertThatThrownBy(() -> ClientFile.read(directory.resolve("absent")))
        .isInstanceOf(CannotRun.class);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }
}
