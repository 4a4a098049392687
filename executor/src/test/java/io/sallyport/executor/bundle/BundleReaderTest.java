package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleSignature;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's bundle, and each refusal by one change to it. */
@Tag("ASI04")
@Tag("CSF-GV.SC")
class BundleReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final Optional<Maintainers> MAINTAINERS =
      Optional.of(new Maintainers(1, List.of(KEY.jwk())));

  @TempDir private Path home;

  @BeforeEach
  void copiesDemoBundle() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    Files.createDirectories(home.resolve("secrets"));
    Path token = Files.writeString(home.resolve("secrets/ci-token"), "t0ken");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    for (String name : List.of("validator-mandate", "operator", "second")) {
      KeyFile.writePublic(home.resolve("keys/" + name + ".jwk"), SigningKey.generate().jwk());
    }
    Seal.copyBundle(
        home.resolve("bundle"), text -> text.replace("${target}", "http://127.0.0.1:8089"));
  }

  @Test
  void readsWhatItsMaintainersSigned() throws IOException {
    sign("executor", 7);

    assertThat(read(MAINTAINERS).version().number()).isEqualTo(7);
  }

  @Test
  void refusesWhatWasSignedForTheValidator() throws IOException {
    sign("validator", 7);

    assertThatThrownBy(() -> read(MAINTAINERS)).hasMessageContaining("0 of 1 signatures hold");
  }

  @Test
  void parsesNothingThatChangedAfterTheSignature() throws IOException {
    sign("executor", 7);
    Files.writeString(bundle().resolve("handler-deploy.yaml"), "{");

    assertThatThrownBy(() -> read(MAINTAINERS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("0 of 1 signatures hold")
        .hasMessageNotContaining("handler-deploy");
  }

  @Test
  void readsDemoBundle() {
    ExecutorBundle bundle = read();

    assertThat(bundle.handlers()).hasSize(1);
    assertThat(bundle.types()).containsExactly(Seal.type());
    assertThat(bundle.keys()).hasSize(1);
    assertThat(bundle.credentials()).extracting(CredentialDocument::name).containsExactly("ci");
  }

  @Test
  void readsLongestLease() throws IOException {
    change("credential-ci.yaml", "max: 60s", "max: 5m");

    assertThat(read().credentials().getFirst().credential().longest())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void digestChangesWithAnyFile() throws IOException {
    String before = read().version().digest().text();
    Path file = home.resolve("bundle/credential-ci.yaml");
    Files.writeString(file, Files.readString(file) + "\n");

    assertThat(read().version().digest().text()).isNotEqualTo(before);
  }

  @Test
  void showsTheFingerprintToPin() throws IOException {
    String actual = Seal.type().fingerprint().text();
    change("handler-deploy.yaml", actual, "sha256:" + "0".repeat(64));

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pin it with fingerprint: " + actual)
        .hasMessageContaining("handler-deploy.yaml:7:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "handler-deploy.yaml | credential: ci | credential: cd | no Credential document",
        "handler-deploy.yaml | actions.Deploy | actions.Delete | no .avsc file of the bundle",
        "handler-deploy.yaml | method: POST | method: GET | must be POST, PUT, PATCH or DELETE",
        "handler-deploy.yaml | {environment} | {region} | is no string, enum, integer or boolean",
        "handler-deploy.yaml | [repository, commit] | [repository, sha] | has no field sha",
        "handler-deploy.yaml | 127.0.0.1/32 | 127.0.0.1 | must list ranges such as",
        "handler-deploy.yaml | [127.0.0.1/32] | [] | special-purpose",
        "handler-deploy.yaml | 200, 201 | 99, 201 | must list HTTP statuses",
        "handler-deploy.yaml | [200, 201, 202] | [] | success names at least one",
        "handler-deploy.yaml | [400, 401 | [201, 401 | in success and in notExecuted",
        "handler-deploy.yaml | timeout: 30s | timeout: 3m | timeout",
        "handler-deploy.yaml | timeout: 30s | timeuot: 30s | did you mean",
        "handler-deploy.yaml | kind: Handler | kind: Rule | must be Handler, Credential, Trust",
        "credential-ci.yaml | ci-token | other | is not a plain file",
        "credential-ci.yaml | limit: 8 | limit: 0 | limit",
        "credential-ci.yaml | max: 60s | max: 999ms | lease.max",
        "credential-ci.yaml | max: 60s | max: 301s | lease.max",
        "trust-validator.yaml | mandate.jwk | other.jwk | cannot be read",
        "trust-validator.yaml | [deployments] | [] | must name the cells",
        "trust-validator.yaml | [deployments] | [payments] | no Trust document pins",
        "trust-validator.yaml | keys/second.jwk | keys/operator.jwk | revocation are the same",
        "trust-validator.yaml | keys/second.jwk | keys/operator.jwk | resolution are the same",
        "trust-validator.yaml | operator: second | operator: The Second | 1 to 40 of",
        "trust-validator.yaml | operator: second | 'operator: x, state: verify-only' | until when",
        "actions/Deploy.avsc | \"maxLength\": 100, | '' | string",
        "actions/Deploy.avsc | \"cell\": \"deployments\" | \"cell\": \"payments\" | is for cell",
      })
  void refuses(String file, String part, String other, String message) throws IOException {
    change(file, part, other);

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesCredentialThatOthersCanRead() throws IOException {
    Files.setPosixFilePermissions(
        home.resolve("secrets/ci-token"), PosixFilePermissions.fromString("r--r--r--"));

    assertThatThrownBy(this::read).hasMessageContaining("chmod 0400");
  }

  @Test
  void refusesACellThatNobodyCouldStop() throws IOException {
    Path trust = home.resolve("bundle/trust-validator.yaml");
    String mandates =
        Files.readString(trust)
            .lines()
            .filter(line -> !line.contains("revocation"))
            .collect(Collectors.joining("\n"));
    Files.writeString(trust, mandates + "\n");

    assertThatThrownBy(this::read).hasMessageContaining("no Trust document says who may revoke");
  }

  @Test
  void reportsProblemsOfAllFilesAtOnce() throws IOException {
    change("handler-deploy.yaml", "method: POST", "method: GET");
    change("trust-validator.yaml", "mandate.jwk", "other.jwk");
    change("credential-ci.yaml", "limit: 8", "limit: 0");

    assertThatThrownBy(this::read)
        .hasMessageContaining("handler-deploy.yaml")
        .hasMessageContaining("trust-validator.yaml")
        .hasMessageContaining("credential-ci.yaml");
  }

  @Test
  void refusesSecondHandlerOfOneType() throws IOException {
    String handler = Files.readString(home.resolve("bundle/handler-deploy.yaml"));
    Files.writeString(
        home.resolve("bundle/again.yaml"), handler.replace("{name: deploy}", "{name: again}"));

    assertThatThrownBy(this::read).hasMessageContaining("another handler performs this action");
  }

  private void change(String name, String part, String other) throws IOException {
    Path file = home.resolve("bundle").resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(part);
    Files.writeString(file, text.replace(part, other));
  }

  private ExecutorBundle read() {
    return read(Optional.empty());
  }

  private ExecutorBundle read(Optional<Maintainers> maintainers) {
    SignedDirectory directory =
        new SignedDirectory(bundle(), Role.EXECUTOR, maintainers, InstantSource.fixed(NOW));
    return BundleReader.read(directory, home, Seal.CELL, Roots.mine());
  }

  private Path bundle() {
    return home.resolve("bundle");
  }

  private void sign(String role, long number) throws IOException {
    BundleVersion version = new BundleVersion(BundleFiles.read(bundle()).digest(), number);
    Files.writeString(
        bundle().resolve(Maintainers.FILE), new BundleSignature(role, version, NOW).sign(KEY));
  }
}
