package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  @TempDir Path directory;

  @Test
  void readsPrivateKeyAsWritten() {
    SigningKey key = SigningKey.generate();
    Path file = directory.resolve("key.pem");

    KeyFile.writePrivate(file, key);

    assertThat(KeyFile.readPrivate(file).keyId()).isEqualTo(key.keyId());
  }

  @Test
  void writesPrivateKeyForItsOwnerOnly() throws IOException {
    Path file = directory.resolve("key.pem");

    KeyFile.writePrivate(file, SigningKey.generate());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--------");
  }

  @Test
  void refusesPrivateKeyThatOthersMayRead() throws IOException {
    Path file = directory.resolve("key.pem");
    KeyFile.writePrivate(file, SigningKey.generate());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));

    assertThatThrownBy(() -> KeyFile.readPrivate(file)).hasMessageContaining("chmod 0400");
  }

  @Test
  void refusesMissingFileWithItsName() {
    Path file = directory.resolve("none.pem");

    assertThatThrownBy(() -> KeyFile.readPrivate(file))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("none.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n"
      })
  void refusesOtherContentWithoutRepeatingIt(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThatThrownBy(() -> KeyFile.readPrivate(file)).isInstanceOf(KeyFile.Unusable.class);
  }

  @ParameterizedTest
  @CsvSource({"16384, not an Ed25519 public key", "16385, larger than 16 KiB"})
  void readsNoFileAboveItsLimit(int size, String problem) throws IOException {
    Path file = Files.write(directory.resolve("key.jwk"), new byte[size]);

    assertThatThrownBy(() -> KeyFile.readPublic(file)).hasMessageContaining(problem);
  }

  @Test
  void readsPublicKeyAsWritten() {
    SigningKey key = SigningKey.generate();
    Path file = directory.resolve("key.jwk");

    KeyFile.writePublic(file, key.jwk());

    assertThat(KeyFile.readPublic(file)).isEqualTo(key.jwk());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qY\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + X + "\"," + "\"d\":\"private\"}"
      })
  void refusesOtherPublicKeys(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("key.jwk"), json);

    assertThatThrownBy(() -> KeyFile.readPublic(file)).hasMessageContaining("RFC 8037");
  }
}
