package io.sallyport.executor.minter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can come to the socket at all. */
class MinterChecksTest {
  @TempDir private Path home;
  private Path door;

  @BeforeEach
  void makesADoor() throws IOException {
    door = Files.createDirectory(home.resolve("run"));
    Files.createDirectory(home.resolve("state"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx--x---", "rwx------"})
  void letsTheGroupIn(String mode) throws IOException {
    allow(mode);

    assertThatCode(() -> check("20101", true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x--x", "rwxr-xr--", "rwxrwx---", "rwxr-x-w-"})
  void letsNobodyElseIn(String mode) throws IOException {
    allow(mode);

    assertThatThrownBy(() -> check("20101", true))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("install -d -m 0750");
  }

  @Test
  void needsADirectory() throws IOException {
    Files.delete(door);

    assertThatThrownBy(() -> check("20101", true))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be looked at");
  }

  @Test
  void servesAnotherUserThanItsOwn() throws IOException {
    allow("rwx------");

    assertThatThrownBy(() -> check(System.getProperty("user.name"), true))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("nothing would be kept apart");
    assertThatCode(() -> check(System.getProperty("user.name"), false)).doesNotThrowAnyException();
  }

  private void allow(String mode) throws IOException {
    Files.setPosixFilePermissions(door, PosixFilePermissions.fromString(mode));
  }

  private void check(String executor, boolean strict) throws IOException {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Minter
        metadata: {name: minter}
        spec:
          environment: test-k4x
          cell: deployments
          dev: true
          strict: %s
          socket: run/minter.sock
          executor: '%s'
          kafka: {bootstrap.servers: '127.0.0.1:1'}
        """
            .formatted(strict, executor);
    MinterChecks.checkDoor(MinterConfig.read(Files.writeString(home.resolve("config.yaml"), text)));
  }
}
