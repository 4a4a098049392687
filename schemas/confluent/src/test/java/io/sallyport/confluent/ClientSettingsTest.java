package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into the header of a request is one line of a file, and is shown to nobody else. */
class ClientSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MOST = 64 * 1024;

  @TempDir private Path directory;

  private static RegistryConfig config(RegistryCredential credential) {
    URI url = URI.create("https://registry.example");
    return new RegistryConfig(url, SECOND, SECOND, credential, RegistryTls.NONE);
  }

  private Path secret(String text) throws IOException {
    return Files.writeString(directory.resolve("secret"), text);
  }

  /** As a password and as a token. */
  private static List<RegistryCredential> of(Path file) {
    return List.of(
        new RegistryCredential.Basic("validator", file), new RegistryCredential.Bearer(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tok-5ecret\n\n",
        "tok-5ecret\nx-other: header",
        "tok-5ecret\rmore",
        "tok-5ecret\r\n\r\n",
        "tok-5ecret\0",
        "tok-5ecret\t",
        "\u001btok-5ecret",
        "tok-5ecret\u007f",
        "tok-5ecret\u0085"
      })
  void refusesASecretOfMoreThanALine(String text) throws IOException {
    Path file = secret(text);

    for (RegistryCredential credential : of(file)) {
      assertThatThrownBy(() -> ClientSettings.of(config(credential)))
          .isInstanceOf(RegistryException.class)
          .hasMessage("registry-file: secret file " + file + " has more than one line")
          .hasMessageNotContaining("5ecret");
    }
  }

  @Test
  void refusesATokenThatNoHeaderTakes() throws IOException {
    Path file = secret("tok-5ecret\u2026");

    assertThat(ClientSettings.of(config(of(file).getFirst()))).as("in base64").isNotEmpty();
    assertThatThrownBy(() -> ClientSettings.of(config(of(file).getLast())))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("registry-file: secret file " + file)
        .hasMessageEndingWith(" has other characters than visible ASCII");
  }

  @Test
  void takesTheLargestFileAndRefusesOneByteMore() throws IOException {
    for (RegistryCredential credential : of(secret("x".repeat(MOST)))) {
      assertThat(ClientSettings.of(config(credential))).isNotEmpty();
    }
    for (RegistryCredential credential : of(secret("x".repeat(MOST + 1)))) {
      assertThatThrownBy(() -> ClientSettings.of(config(credential)))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("is larger than 64KiB");
    }
  }

  @Test
  void takesOneLineWithItsEnd() throws IOException {
    assertThat(
            ClientSettings.of(config(new RegistryCredential.Bearer(secret("tok-5ecret\r\n"))))
                .values())
        .contains("tok-5ecret");
  }
}
