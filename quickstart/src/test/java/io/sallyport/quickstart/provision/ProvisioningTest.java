package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Ports;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.KafkaProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each role finds its own files, no other's, and the same again at the next start. */
class ProvisioningTest {
  private static final String SOURCES =
      """
      # Who may send.
      apiVersion: sallyport/v1
      kind: Source
      metadata: {name: github}
      spec: {scheme: {preset: github, verifiedBy: ingest, secretFiles: [secrets/github]}}
      ---
      apiVersion: sallyport/v1
      kind: Source
      metadata: {name: robot}
      spec: {scheme: {preset: hmac, verifiedBy: validator, secretFiles: [secrets/robot]}}
      ---
      apiVersion: sallyport/v1
      kind: Rule
      metadata: {name: deploy}
      spec: {source: github}
      """;

  @TempDir private Path directory;
  private Path data;
  private Path project;

  @BeforeEach
  void writesBundles() throws IOException {
    data = directory.resolve("data");
    project = directory.resolve("project");
    Path bundles = project.resolve("quickstart/src/main/bundles");
    Files.createDirectories(bundles.resolve("validator/actions"));
    Files.createDirectories(bundles.resolve("executor"));
    Files.writeString(bundles.resolve("validator/sources.yaml"), SOURCES);
    Files.writeString(bundles.resolve("validator/actions/Deploy.avsc"), "{}");
    Files.writeString(
        bundles.resolve("executor/handler.yaml"),
        "origin: '${target}'\nallowAddresses: [127.0.0.1/32]\n");
    Files.copy(
        Path.of("src/main/bundles/executor/approvers.yaml"),
        bundles.resolve("executor/approvers.yaml"));
  }

  @Test
  void givesEachRoleItsOwnFilesOnly() throws IOException {
    provision(Optional.empty());

    assertThat(files("ingest"))
        .containsExactlyInAnyOrder(
            "config.yaml",
            "secrets/github",
            "sources/github.yaml",
            "sources/robot.yaml",
            "tls/ca.pem",
            "tls/client.pem");
    assertThat(files("validator"))
        .containsExactlyInAnyOrder(
            "config.yaml",
            "bundle/sources.yaml",
            "bundle/actions/Deploy.avsc",
            "keys/deployments-receipt.jwk",
            "keys/mandate.pem",
            "keys/operator.jwk",
            "keys/receipt.pem",
            "keys/second.jwk",
            "secrets/robot",
            "tls/ca.pem",
            "tls/client.pem");
    assertThat(files("executor-deployments"))
        .containsExactlyInAnyOrder(
            "config.yaml",
            "bundle/approvers.yaml",
            "bundle/handler.yaml",
            "keys/operator.jwk",
            "keys/receipt.pem",
            "keys/second.jwk",
            "keys/validator-mandate.jwk",
            "secrets/ci-token",
            "tls/ca.pem",
            "tls/client.pem");
  }

  @Test
  void givesTargetAndAuditorNothingElse() throws IOException {
    provision(Optional.empty());

    assertThat(files("target"))
        .containsExactlyInAnyOrder("config.yaml", "effects.jsonl", "secrets/ci-token");
    assertThat(files("auditor"))
        .containsExactlyInAnyOrder(
            "client.properties",
            "keys/deployments-receipt.jwk",
            "keys/validator-receipt.jwk",
            "tls/ca.pem",
            "tls/client.pem");
  }

  @Test
  void givesOperatorsTheKeysOfEveryReceiptThatTheyRead() throws IOException {
    provision(Optional.empty());

    assertThat(files("operator"))
        .containsExactlyInAnyOrder(
            "client.properties",
            "profile.yaml",
            "second.yaml",
            "keys/operator.jwk",
            "keys/operator.pem",
            "keys/second.jwk",
            "keys/second.pem",
            "keys/validator-receipt.jwk",
            "keys/deployments-receipt.jwk",
            "tls/ca.pem",
            "tls/client.pem");
  }

  @Test
  void givesTheInspectorTheRightToReadAndNoKeyToSignWith() throws IOException {
    provision(Optional.empty());

    assertThat(files("inspector"))
        .containsExactlyInAnyOrder("client.properties", "tls/ca.pem", "tls/client.pem");
  }

  @Test
  void givesEachApproverTheirOwnKey() throws IOException {
    provision(Optional.empty());

    assertThat(files("approver-2"))
        .containsExactlyInAnyOrder(
            "client.properties",
            "profile.yaml",
            "bundle/approvers.yaml",
            "bundle/handler.yaml",
            "keys/operator.jwk",
            "keys/release-2.pem",
            "keys/second.jwk",
            "keys/validator-receipt.jwk",
            "tls/ca.pem",
            "tls/client.pem");
    for (int number : List.of(1, 2)) {
      Path home = data.resolve("approver-" + number);
      Jwk key = KeyFile.readPrivate(home.resolve("keys/release-" + number + ".pem")).jwk();
      for (String reader : List.of("executor-deployments", "approver-1", "approver-2")) {
        ConfigDocument document =
            ConfigFile.read(data.resolve(reader).resolve("bundle/approvers.yaml")).getFirst();
        assertThat(ApproversReader.read(document).persons().get(number - 1).keys())
            .containsExactly(key);
      }
    }
  }

  /** Nobody has the private halves of the keys that stand in the project's own files. */
  @Test
  void leavesNoPlaceholder() {
    provision(Optional.empty());

    assertThat(Approver.ALL)
        .allSatisfy(approver ->
            assertThat(data.resolve("executor-deployments/bundle/approvers.yaml"))
                .content()
                .doesNotContain(approver.placeholder()));
    assertThat(Approver.ALL)
        .allSatisfy(approver ->
            assertThat(Path.of("src/main/bundles/validator/approvers.yaml"))
                .content()
                .contains(approver.placeholder()));
  }

  @Test
  void writesNothingThatOthersMayRead() throws IOException {
    provision(Optional.empty());

    try (Stream<Path> paths = Files.walk(data)) {
      assertThat(paths)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .endsWith("------"));
    }
  }

  @Test
  void keepsKeysAndSecretsAtTheNextStart() throws IOException {
    provision(Optional.empty());
    List<Path> kept =
        List.of(
            data.resolve("validator/keys/mandate.pem"),
            data.resolve("executor-deployments/secrets/ci-token"),
            data.resolve("ingest/secrets/github"),
            data.resolve("ingest/tls/client.pem"),
            data.resolve("cluster-id"));
    List<String> before = kept.stream().map(Bundles::read).toList();
    provision(Optional.empty());

    assertThat(kept.stream().map(Bundles::read).toList()).isEqualTo(before);
  }

  @Test
  void sharesTheTargetsTokenWithTheExecutorAlone() {
    provision(Optional.empty());

    assertThat(data.resolve("target/secrets/ci-token"))
        .hasSameTextualContentAs(data.resolve("executor-deployments/secrets/ci-token"));
  }

  @Test
  void fillsTheTargetsAddressIntoTheExecutorsBundle() {
    provision(Optional.empty());

    assertThat(data.resolve("executor-deployments/bundle/handler.yaml"))
        .hasContent("origin: 'http://127.0.0.1:5'\nallowAddresses: [127.0.0.1/32]");
  }

  @Test
  void namesTheEnvironmentAfterTheCluster() {
    provision(Optional.empty());

    String clusterId = Bundles.read(data.resolve("cluster-id")).strip();
    for (String role : List.of("ingest", "validator", "executor-deployments")) {
      assertThat(data.resolve(role).resolve("config.yaml"))
          .content()
          .contains("environment: quickstart-" + clusterId + "\n");
    }
  }

  @Test
  void writesConfigurationsThatTheRolesCanRead() {
    provision(Optional.empty());

    for (String role : List.of("ingest", "validator", "executor-deployments")) {
      Path home = data.resolve(role);
      var spec = ConfigFile.read(home.resolve("config.yaml")).getFirst().spec();
      var kafka = KafkaProperties.of(spec.textMap("kafka"), home);
      assertThat(kafka).containsEntry("bootstrap.servers", "127.0.0.1:1");
      assertThat(Path.of(String.valueOf(kafka.get("ssl.keystore.location")))).exists();
      assertThat(spec.child("admin").integer("port", 1, 65_535)).isBetween(6L, 8L);
    }
  }

  @Test
  void keepsAGivenBundleAtTheNextStart() throws IOException {
    Path given = Files.createDirectories(directory.resolve("given"));
    Files.writeString(given.resolve("mine.yaml"), SOURCES);
    provision(Optional.of(given));

    provision(Optional.empty());

    assertThat(files("validator")).contains("bundle/mine.yaml");
    assertThat(files("validator")).doesNotContain("bundle/sources.yaml");
  }

  @Test
  void refusesABundleThatIsNoDirectory() {
    assertThatThrownBy(() -> provision(Optional.of(directory.resolve("absent"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("give the directory of a bundle");
  }

  private void provision(Optional<Path> bundle) {
    var endpoints = new Endpoints(8080, new Ports(1, 2, 3, 4, 5, 6, 7, 8));
    var provisioning = new Provisioning(new DataDirectory(data), endpoints, project);
    provisioning.provisionBackends();
    provisioning.provisionServices(bundle, Optional.empty());
  }

  private List<String> files(String home) throws IOException {
    Path root = data.resolve(home);
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }
}
