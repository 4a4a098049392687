package io.sallyport.quickstart.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.RegistryKind;
import io.sallyport.quickstart.data.Role;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Confluent's registry is given, where a stack in containers has that one. */
class ConfluentRegistryTest {
  private static final Endpoints ENDPOINTS = Endpoints.ofContainers(RegistryKind.CONFLUENT);

  @TempDir private Path data;

  @BeforeEach
  void provisions() {
    ConfluentRegistry.provision(new DataDirectory(data), ENDPOINTS);
  }

  @Test
  void hasACertificateAndSettingsAndNoKeyToSignWith() throws IOException {
    Path home = data.resolve("registry");
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> home.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              ConfluentRegistry.FILE, ConfluentRegistry.LOG_FILE, "tls/ca.pem", "tls/client.pem");
    }
  }

  @Test
  void reachesTheBrokerAsItselfAndListensWhereTheOthersAsk() throws IOException {
    String tls = data.resolve("registry/tls").toString();

    assertThat(settings())
        .containsEntry("kafkastore.bootstrap.servers", "SSL://broker:9092")
        .containsEntry("kafkastore.security.protocol", "SSL")
        .containsEntry("kafkastore.ssl.keystore.location", tls + "/client.pem")
        .containsEntry("kafkastore.ssl.truststore.location", tls + "/ca.pem")
        .containsEntry("listeners", "http://0.0.0.0:8080")
        .containsEntry("host.name", "registry");
    assertThat(ENDPOINTS.address(Role.REGISTRY)).isEqualTo("http://registry:8080");
  }

  /** It would try to make another topic, and to join another group, and may do neither. */
  @Test
  void usesWhatItIsGranted() throws IOException {
    ManifestSpec spec = ManifestSpec.small(new Topics(Provisioning.PREFIX), Provisioning.CELL);
    Set<String> granted =
        Manifest.of(spec).withSchemas(spec).grants().stream()
            .filter(grant -> grant.principal().equals(Role.REGISTRY.home()))
            .map(Grant::name)
            .collect(Collectors.toSet());
    Properties settings = settings();

    assertThat(granted)
        .containsExactlyInAnyOrder(
            settings.getProperty("kafkastore.topic"),
            settings.getProperty("schema.registry.group.id"))
        .contains(settings.getProperty("kafkastore.group.id"));
  }

  /** The administrator's declaration says so, or its apply would withdraw the rights. */
  @Test
  void isDeclared() {
    assertThat(new RoleConfigs("test-cluster", ENDPOINTS).topics())
        .contains("schemaTopic: true", "registry: {url: 'http://registry:8080'}");
    assertThat(
            new RoleConfigs("test-cluster", Endpoints.ofContainers(RegistryKind.APICURIO)).topics())
        .doesNotContain("schemaTopic")
        .contains("registry: {url: 'http://registry:8080/apis/ccompat/v7'}");
  }

  private Properties settings() throws IOException {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(data.resolve("registry").resolve(ConfluentRegistry.FILE))) {
      settings.load(reader);
    }
    return settings;
  }
}
