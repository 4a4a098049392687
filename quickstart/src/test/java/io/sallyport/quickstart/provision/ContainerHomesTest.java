package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.RegistryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the homes of a stack in containers, and in no other cell's. */
class ContainerHomesTest {
  private static final String SOURCE =
      """
      apiVersion: sallyport/v1
      kind: Source
      metadata: {name: github}
      spec: {scheme: {preset: github, verifiedBy: ingest, secretFiles: [secrets/github]}}
      """;
  private static final String HANDLER = "origin: '${target}'\nallowAddresses: [127.0.0.1/32]\n";

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void provisions() throws IOException {
    data = directory.resolve("data");
    Path project = directory.resolve("project");
    Path bundles = project.resolve("quickstart/src/main/bundles");
    Path actions = Files.createDirectories(bundles.resolve("validator/actions"));
    Files.writeString(actions.resolve("Deploy.avsc"), "{}");
    Files.writeString(bundles.resolve("validator/sources.yaml"), SOURCE);
    for (String executor : List.of("executor", "executor-notices")) {
      Path bundle = Files.createDirectories(bundles.resolve(executor));
      Files.writeString(bundle.resolve("handler.yaml"), HANDLER);
    }
    var provisioning =
        new Provisioning(
            new DataDirectory(data), Endpoints.ofContainers(RegistryKind.APICURIO), project);
    provisioning.provisionBackends();
    provisioning.provisionServices(Optional.empty(), Optional.empty());
    provisioning.provisionContainers(Optional.empty());
  }

  @Test
  void fillsInTheAddressesOfContainers() {
    Path executor = data.resolve("executor-deployments");
    assertThat(executor.resolve("bundle/handler.yaml"))
        .hasContent("origin: 'https://target:8443'\nallowAddresses: [10.253.77.0/27]");
    assertThat(executor.resolve("config.yaml"))
        .content()
        .contains("bootstrap.servers: 'broker:9092'")
        .doesNotContain("tolerates");
    assertThat(data.resolve("ingest/config.yaml"))
        .content()
        .contains("{host: 0.0.0.0, port: 8080}", "admin: {host: watch, port: 9464}");
    assertThat(data.resolve("broker/server.properties"))
        .content()
        .contains("CLIENT\\://0.0.0.0\\:9092", "CLIENT\\://broker\\:9092")
        .contains("CONTROLLER\\://127.0.0.1\\:9093");
  }

  @Test
  void givesTargetsTlsAndTheAdminADeclaration() throws IOException {
    assertThat(files("target"))
        .containsExactlyInAnyOrder(
            "config.yaml", "secrets/ci-token", "tls/ca.pem", "tls/client.pem");
    assertThat(files("executor-deployments")).contains("tls/trust.jks");
    assertThat(files("admin"))
        .containsExactlyInAnyOrder(
            "client.properties",
            "bundle/actions/Deploy.avsc",
            "bundle/sources.yaml",
            "proofs/approver-proof.jwk",
            "proofs/auditor-proof.jwk",
            "proofs/executor-deployments-proof.jwk",
            "proofs/executor-notices-proof.jwk",
            "proofs/ingest-proof.jwk",
            "proofs/inspector-proof.jwk",
            "proofs/integrator-proof.jwk",
            "proofs/minter-deployments-proof.jwk",
            "proofs/minter-notices-proof.jwk",
            "proofs/operator-proof.jwk",
            "proofs/validator-proof.jwk",
            "proofs/witness-proof.jwk",
            "tls/ca.pem",
            "tls/client.pem",
            "topics.yaml");
    assertThat(data.resolve("admin/topics.yaml"))
        .content()
        .contains("cells: {deployments: 2, notices: 2}");
  }

  @Test
  void givesTheSecondCellNothingOfTheFirst() throws IOException {
    assertThat(files("executor-notices"))
        .containsExactlyInAnyOrder(
            "config.yaml",
            "bundle/handler.yaml",
            "keys/operator.jwk",
            "keys/receipt.pem",
            "keys/second.jwk",
            "keys/validator-mandate.jwk",
            "proof/client.properties",
            "proof/key.pem",
            "proof/topics.yaml",
            "tls/ca.pem",
            "tls/client.pem",
            "tls/trust.jks");
    assertThat(text("executor-notices/bundle/handler.yaml"))
        .contains("origin: 'https://target-notices:8443'");
    assertThat(text("target-notices/secrets/ci-token"))
        .isEqualTo(text("minter-notices/secrets/ci-token"))
        .isNotEqualTo(text("executor-deployments/secrets/ci-token"));
    assertThat(text("validator/config.yaml"))
        .contains("{cell: notices, keyFiles: [keys/notices-receipt.jwk]}");
  }

  @Test
  void givesTheMinterWhatTheLeasesOfItsCellAreMadeFrom() throws IOException {
    assertThat(files("minter-notices"))
        .containsExactlyInAnyOrder(
            "config.yaml",
            "bundle/handler.yaml",
            "keys/operator.jwk",
            "keys/second.jwk",
            "keys/validator-mandate.jwk",
            "proof/client.properties",
            "proof/key.pem",
            "proof/topics.yaml",
            "secrets/ci-token",
            "tls/ca.pem",
            "tls/client.pem");
    assertThat(text("minter-notices/bundle/handler.yaml"))
        .isEqualTo(text("executor-notices/bundle/handler.yaml"));
    assertThat(text("executor-notices/config.yaml"))
        .contains("minter: {socket: /run/minter/minter.sock}");
    assertThat(text("executor-deployments/config.yaml")).doesNotContain("minter");
  }

  @Test
  void givesTheWitnessAKeyOfItsOwnAndWhatItReads() throws IOException {
    assertThat(files("witness"))
        .containsExactlyInAnyOrder(
            "client.properties",
            "keys/deployments-receipt.jwk",
            "keys/notices-receipt.jwk",
            "keys/validator-receipt.jwk",
            "keys/witness.pem",
            "proof/client.properties",
            "proof/key.pem",
            "proof/topics.yaml",
            "tls/ca.pem",
            "tls/client.pem");
    assertThat(KeyFile.readPrivate(data.resolve("witness/keys/witness.pem")).jwk())
        .isEqualTo(KeyFile.readPublic(data.resolve("auditor/keys/witness.jwk")));
  }

  /** It is code of others that listens to browsers: nothing to sign with, nor to prove with. */
  @Test
  void givesTheUiTheAuditorsRightsAndNoneOfItsKeys() throws IOException {
    assertThat(files("ui"))
        .containsExactlyInAnyOrder("client.properties", "tls/ca.pem", "tls/client.pem");
    assertThat(text("ui/client.properties"))
        .contains("ssl.keystore.location=" + data.resolve("ui/tls/client.pem"));
    assertThat(text("ui/tls/client.pem")).isNotEqualTo(text("auditor/tls/client.pem"));
    assertThat(subject("ui/tls/client.pem")).isEqualTo("CN=auditor");
  }

  private String subject(String file) throws IOException {
    String pem = text(file);
    byte[] first =
        pem.substring(pem.indexOf("-----BEGIN CERTIFICATE-----"))
            .getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = new ByteArrayInputStream(first)) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return certificate.getSubjectX500Principal().getName();
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /** Each proves what it is refused with a key of its own, and as itself. */
  @Test
  void givesEachPrincipalWhatItProvesWith() {
    assertThat(text("minter-notices/proof/client.properties"))
        .contains("ssl.keystore.location=" + data.resolve("minter-notices/tls/client.pem"));
    assertThat(text("approver-1/proof/topics.yaml")).isEqualTo(text("admin/topics.yaml"));
    assertThat(data.resolve("approver-2/proof")).doesNotExist();
    assertThat(KeyFile.readPrivate(data.resolve("ingest/proof/key.pem")).jwk())
        .isEqualTo(KeyFile.readPublic(data.resolve("admin/proofs/ingest-proof.jwk")));
    assertThat(text("ingest/proof/key.pem")).isNotEqualTo(text("validator/proof/key.pem"));
  }

  /** Nobody who is granted anything is left out, or the matrix would miss a report. */
  @Test
  void hasEachPrincipalProve() throws IOException {
    Map<String, Integer> cells = Map.of("deployments", 2, "notices", 2);
    var spec = new ManifestSpec(new Topics("sallyport"), (short) 1, 2, 2, 2, cells, Map.of(), 1);
    Set<String> granted =
        Manifest.of(spec, Map.of()).grants().stream()
            .map(Grant::principal)
            .collect(Collectors.toSet());
    String script = Files.readString(Path.of("../compose/prove.sh"));
    String all = script.replaceAll("(?s).*readonly all=\\((.*?)\\).*", "$1");

    assertThat(all.split("\\s+")).containsExactlyInAnyOrderElementsOf(granted);
    assertThat(files("admin").stream().filter(file -> file.startsWith("proofs/")))
        .containsExactlyInAnyOrderElementsOf(
            granted.stream().map(each -> "proofs/" + each + "-proof.jwk").toList());
  }

  private String text(String file) {
    return Bundles.read(data.resolve(file));
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
