package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.pki.Pki;
import io.sallyport.testkit.TlsFront;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A validator whose registry asks who it is starts with the right files, and with no others. */
@Tag("CSF-PR.DS")
@Timeout(600)
class GuardedRegistryIT {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String WRONG = "wrong-donkey-socket";

  @TempDir private Path directory;

  @Test
  void startsOnlyWithTheRightPassword() throws Exception {
    Path bundle = Bundles.copy(Files.createDirectory(directory.resolve("bundle")));
    try (Installation installation = Installation.start(directory, bundle);
        TlsFront front = front(installation)) {
      Path config = installation.home().resolve("config.yaml");
      String guarded =
          """
          url: '%s', basic: {user: validator, passwordFile: secrets/registry},
              tls: {truststore: tls/ca.pem, keystore: tls/client.pem}\
          """
              .formatted(front.url());
      String open = "url: '" + installation.registry() + "'";
      Files.writeString(config, Files.readString(config).replace(open, guarded));
      Path password = Files.createDirectory(installation.home().resolve("secrets"));
      Files.writeString(password.resolve("registry"), WRONG + "\n");

      assertThat(installation.launchValidator().waitFor()).isEqualTo(2);

      assertThat(installation.log())
          .contains("registry-unauthenticated: ")
          .contains("correct the file of registry.basic.passwordFile")
          .doesNotContain("\"message\":\"ready\"", WRONG, TlsFront.basic("validator", WRONG));

      Files.writeString(password.resolve("registry"), PASSWORD + "\n");
      installation.startValidator();

      assertThat(installation.log()).doesNotContain(PASSWORD);
      assertThat(front.requests()).contains("POST 401", "POST 200");
    }
  }

  private TlsFront front(Installation installation) throws Exception {
    Pki pki = Pki.openOrCreate(directory.resolve("authority"));
    pki.issueServer("front", directory.resolve("front"));
    pki.issue("validator", installation.home().resolve("tls"));
    return TlsFront.start(
        "127.0.0.1",
        directory.resolve("front"),
        installation.registry(),
        List.of(TlsFront.basic("validator", PASSWORD)));
  }
}
