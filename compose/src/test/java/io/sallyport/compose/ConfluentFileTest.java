package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.provision.ConfluentRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What confluent.yaml makes of compose.yaml, as far as it shows without its image. */
@Tag("NHI6")
class ConfluentFileTest extends ComposeFileSuite {
  private static final String HOME = "/data/registry/";

  private final ComposeFile plain;

  ConfluentFileTest() throws IOException {
    super(ComposeFile.readWith("confluent.yaml"));
    plain = ComposeFile.read();
  }

  @Test
  void leavesAllOthersAsTheyAre() {
    Set<String> changed = Set.of("provision", "broker", "registry", "apply-topics");

    assertThat(file.services().keySet()).containsAll(changed);
    file.services()
        .forEach((name, service) -> {
          if (!changed.contains(name)) {
            assertThat(service).isEqualTo(plain.of(name));
          }
        });
  }

  /** One more edge, of the two; nobody else comes to the broker or the registry by it. */
  @Test
  void givesTheRegistryANetworkWithTheBroker() {
    assertThat(file.networksOf("registry"))
        .containsOnlyKeys("validator-registry", "admin-registry", "registry-broker");
    assertThat(users("registry-broker")).containsExactlyInAnyOrder("broker", "registry");
    assertThat(file.networksOf("broker").keySet())
        .containsAll(plain.networksOf("broker").keySet())
        .hasSize(plain.networksOf("broker").size() + 1);
    assertThat(file.of("registry")).doesNotContainKey("ports");
  }

  @Test
  void startsItFromWhatProvisionWrites() {
    Map<String, Object> registry = file.of("registry");

    assertThat((String) registry.get("image")).matches("confluentinc/cp-schema-registry:8\\.\\d.*");
    assertThat(file.words("registry", "entrypoint"))
        .containsExactly("schema-registry-start", HOME + ConfluentRegistry.FILE);
    assertThat(String.valueOf(registry.get("environment")))
        .contains(HOME + ConfluentRegistry.LOG_FILE);
    assertThat(file.volumesOf("registry")).containsExactly("registry");
    assertThat(String.valueOf(registry.get("volumes"))).contains("registry:/data/registry:ro");
    assertThat(file.words("provision", "command")).containsSubsequence("--registry", "confluent");
  }

  /** It may not make its topic, and nothing that asks a registry can come before it. */
  @Test
  void makesItsTopicBeforeItStarts() {
    assertThat(dependencies("registry")).contains("apply-topics");
    assertThat(dependencies("apply-topics")).containsExactly("broker");
    assertThat(dependencies("apply")).contains("registry");
    assertThat(file.words("apply-topics", "command"))
        .startsWith("topics", "apply")
        .doesNotContain("--bundle");
    assertThat(file.networksOf("apply-topics")).containsOnlyKeys("admin-broker");
    assertThat(file.volumesOf("apply-topics")).containsExactly("admin");
  }

  private Set<String> dependencies(String service) {
    Map<?, ?> those = (Map<?, ?>) file.of(service).getOrDefault("depends_on", Map.of());
    return those.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
  }
}
