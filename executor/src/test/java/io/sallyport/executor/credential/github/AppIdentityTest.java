package io.sallyport.executor.credential.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.RsaPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppIdentityTest {
  @TempDir private Path home;

  @Test
  void signsForTwoMinutesAroundNow() throws Exception {
    String[] jwt = identity(RsaPem.pkcs1(Github.KEY), "rw-------").token().split("\\.", -1);

    assertThat(Github.part(jwt[0])).hasToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    assertThat(Github.part(jwt[1]))
        .hasToString("{\"iat\":1795175940,\"exp\":1795176060,\"iss\":\"" + Github.CLIENT + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------"})
  void refusesKeyThatOthersCanUse(String mode) throws IOException {
    assertThat(identity(RsaPem.pkcs1(Github.KEY), mode).problem())
        .contains("can be used by others than its owner; run chmod 0400 on it");
  }

  @Test
  void hasNoProblemWithItsOwnersKey() throws IOException {
    assertThat(identity(RsaPem.pkcs8(Github.KEY), "r--------").problem()).isEmpty();
  }

  private AppIdentity identity(String pem, String mode) throws IOException {
    Path file = Files.writeString(home.resolve("app.pem"), pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return new AppIdentity(Github.CLIENT, new SecretFile(file), InstantSource.fixed(Github.NOW));
  }
}
