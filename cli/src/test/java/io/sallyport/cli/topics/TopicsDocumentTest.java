package io.sallyport.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.confluent.RegistryConfig;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsDocumentTest {
  @TempDir private Path directory;

  @Test
  void readsEveryChoice() throws IOException {
    TopicsDocument document =
        read(
            """
            prefix: acme
            replication: 1
            partitions: {untrusted: 6, desk: 3, held: 4}
            cells: {deployments: 5, payments: 2}
            sources: {orders: 12}
            maxBody: 2MiB
            registry: {url: 'https://registry.example:8081'}
            principalPrefix: CN=
            """);

    assertThat(document.manifest().user("ingest")).isEqualTo("User:CN=ingest");

    assertThat(document.registry()).contains(RegistryConfig.of("https://registry.example:8081"));
    assertThat(document.spec())
        .isEqualTo(
            new ManifestSpec(
                new Topics("acme"),
                (short) 1,
                6,
                3,
                4,
                Map.of("deployments", 5, "payments", 2),
                Map.of("orders", 12),
                2 << 20));
  }

  @Test
  void hasDefaults() throws IOException {
    TopicsDocument document = read("cells: {deployments: 2}\n");

    assertThat(document.registry()).isEmpty();
    assertThat(document.spec())
        .isEqualTo(
            new ManifestSpec(
                new Topics("sallyport"),
                (short) 3,
                2,
                2,
                2,
                Map.of("deployments", 2),
                Map.of(),
                1 << 20));
  }

  @Test
  void letsExecutorsWriteToTargets() throws IOException {
    TopicsDocument document = read("cells: {pay: 2}\ntargets: {pay: [orders.commands, audit]}\n");

    assertThat(document.manifest().grants())
        .filteredOn(grant -> Set.of("orders.commands", "audit").contains(grant.name()))
        .extracting(Grant::principal)
        .containsExactly("executor-pay", "executor-pay");
  }

  @Test
  void givesARegistryATopicWhereItIsAskedTo() throws IOException {
    TopicsDocument with = read("cells: {pay: 2}\nschemaTopic: true\nprincipalPrefix: CN=\n");

    assertThat(with.names()).contains("sallyport.schemas");
    assertThat(with.manifest().user("registry")).isEqualTo("User:CN=registry");
    assertThat(with.manifest().grants())
        .filteredOn(grant -> grant.principal().equals("registry"))
        .extracting(Grant::name)
        .containsExactly("sallyport.schemas", "sallyport-registry");
    TopicsDocument without = read("cells: {pay: 2}\n");
    assertThat(without.names()).doesNotContain("sallyport.schemas");
    assertThat(without.manifest().grants()).extracting(Grant::principal).doesNotContain("registry");
  }

  @Test
  void refusesTargetsOfOurOwn() {
    assertThatThrownBy(() -> read("cells: {pay: 2}\ntargets: {pay: [sallyport.commands]}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("targets.pay: a target is a topic of others");
  }

  @Test
  void takesCountsAtTheirLimits() throws IOException {
    assertThat(read("cells: {a: 1}\n").spec().cells()).containsEntry("a", 1);
    assertThat(read("cells: {a: 10000}\n").spec().cells()).containsEntry("a", 10_000);
  }

  @Test
  void refusesCountsBeyondTheirLimits() {
    assertThatThrownBy(() -> read("cells: {a: 0}\n")).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read("cells: {a: 10001}\n")).isInstanceOf(ConfigException.class);
  }

  @Test
  void refusesAnInstallationWithoutCells() {
    assertThatThrownBy(() -> read("prefix: acme\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cells");
  }

  @Test
  void refusesNamesOfAnotherForm() {
    assertThatThrownBy(() -> read("cells: {Pay: 2}\nsources: {a_b: 1}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("names are 1 to 40 of a-z, 0-9 and '-'");
  }

  @Test
  void refusesUnknownKeysWithWhatWasMeant() {
    assertThatThrownBy(() -> read("cells: {a: 2}\nreplicaton: 3\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("replication");
  }

  private TopicsDocument read(String spec) throws IOException {
    String head = "apiVersion: sallyport/v1\nkind: Topics\nmetadata: {name: test}\nspec:\n";
    Path file = directory.resolve("topics.yaml");
    return TopicsDocument.read(Files.writeString(file, head + spec.indent(2)));
  }
}
