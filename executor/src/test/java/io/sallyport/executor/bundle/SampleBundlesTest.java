package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples' bundles load as they are, once a home has the keys and secrets that they name. */
class SampleBundlesTest {
  private static final Path SAMPLES = Path.of("../samples");

  @TempDir private Path home;

  static List<Path> bundles() throws IOException {
    try (Stream<Path> found = Files.find(SAMPLES, 2, (path, file) -> file.isDirectory())) {
      return found.filter(path -> path.getFileName().toString().startsWith("executor")).toList();
    }
  }

  @Test
  void areThere() throws IOException {
    assertThat(bundles()).hasSizeGreaterThanOrEqualTo(6);
  }

  private static SignedDirectory unsigned(Path bundle) {
    return new SignedDirectory(
        bundle, SignedDirectory.Role.EXECUTOR, Optional.empty(), InstantSource.system());
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void load(Path bundle) throws IOException {
    for (String name : List.of("validator-mandate", "operator", "second")) {
      KeyFile.writePublic(inHome("keys", name + ".jwk"), SigningKey.generate().jwk());
    }
    writeSecrets(bundle);

    ExecutorBundle read = BundleReader.read(unsigned(bundle), home, cell(bundle), Roots.mine());

    assertThat(read.handlers()).hasSameSizeAs(read.types()).isNotEmpty();
    assertThat(read.credentials()).isNotEmpty();
  }

  private void writeSecrets(Path bundle) throws IOException {
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("credential-")) {
          String secret = name.substring("credential-".length()).replace(".yaml", "");
          Path token = Files.writeString(inHome("secrets", secret), "t0ken");
          Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
        }
      }
    }
  }

  private Path inHome(String name, String file) throws IOException {
    return Files.createDirectories(home.resolve(name)).resolve(file);
  }

  private static String cell(Path bundle) throws IOException {
    try (Stream<Path> schemas = Files.list(bundle.resolve("actions"))) {
      return switch (ActionType.parse(Files.readString(schemas.findFirst().orElseThrow()))) {
        case ActionType.Parsed(ActionType type) -> type.cell();
        case ActionType.Refused refused -> throw new AssertionError(refused.problems());
      };
    }
  }
}
