package io.sallyport.service.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are read from files, bounded, and never shown. */
@Tag("NHI2")
class SecretTest {
  @TempDir private Path directory;

  private Secret read(String content) throws IOException {
    return Secret.read(Files.writeString(directory.resolve("secret"), content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "hunter2\n", "hunter2\r\n"})
  void dropsOneLineEnd(String content) throws IOException {
    assertThat(read(content).bytes()).isEqualTo("hunter2".getBytes(UTF_8));
  }

  @Test
  void keepsOtherWhiteSpace() throws IOException {
    assertThat(read(" a b\n\n").reveal()).isEqualTo(" a b\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void refusesEmptySecrets(String content) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(content))
        .withMessageContaining("is empty");
  }

  @Test
  void takesTheLargestFileAndRefusesOneByteMore() throws IOException {
    assertThat(read("x".repeat(64 * 1024)).bytes()).hasSize(64 * 1024);
    assertThatIllegalArgumentException().isThrownBy(() -> read("x".repeat(64 * 1024 + 1)));
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatThrownBy(() -> Secret.read(directory.resolve("gone")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void neverShows() {
    assertThat(Secret.of("hunter2".getBytes(UTF_8))).hasToString("Secret[redacted]");
  }

  @Test
  void isNotChangedThroughItsBytes() {
    Secret secret = Secret.of(new byte[] {1});
    secret.bytes()[0] = 2;

    assertThat(secret.bytes()).containsExactly(1);
  }
}
