package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What compose.yaml promises that shows without an engine; smoke.sh tries the rest with one. */
@Tag("NHI6")
@Tag("CSF-ID.AM")
@Tag("CSF-PR.PS")
class ComposeFileTest extends ComposeFileSuite {
  private static final String WATCH = "watch";
  private static final int ADMIN_PORT = 9464;

  ComposeFileTest() throws IOException {
    super(ComposeFile.read());
  }

  /** Each admin listener is on a network of its service's own, so whoever looks has to be there. */
  @Test
  void letsTheDoctorSeeEachServiceThatIsWatched() {
    Set<String> doctor = file.networksOf("doctor").keySet();
    Set<String> prometheus = file.networksOf("prometheus").keySet();
    List<String> asked =
        file.words("doctor", "entrypoint").stream()
            .filter(word -> word.startsWith("--admin="))
            .map(word -> word.substring("--admin=".length()))
            .toList();

    Set<String> watched = watched();

    assertThat(watched).hasSize(5);
    assertThat(asked)
        .containsExactlyInAnyOrderElementsOf(
            watched.stream().map(name -> "http://" + name + ":" + ADMIN_PORT).toList());
    for (String service : watched) {
      String network =
          file.networksOf(service).entrySet().stream()
              .filter(each -> each.getValue().contains(WATCH))
              .map(Map.Entry::getKey)
              .collect(Collectors.joining());
      assertThat(doctor).contains(network);
      assertThat(prometheus).contains(network);
    }
    assertThat(doctor).contains("admin-broker", "admin-registry");
    assertThat(file.words("doctor", "entrypoint"))
        .contains("doctor", "--bundle=/data/admin/bundle");
    assertThat(file.volumesOf("doctor")).containsExactly("admin");
  }

  private Set<String> watched() {
    return file.services().keySet().stream()
        .filter(name ->
            file.networksOf(name).values().stream().anyMatch(names -> names.contains(WATCH)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Code of others that listens to browsers has a home, a network and rights of its own. */
  @Test
  void letsTheUiReadWhatAnAuditorMayAndWriteNothing() {
    Map<String, Object> ui = file.of("ui");
    Set<AclOperation> reading = EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE);

    assertThat(ui.get("profiles")).isEqualTo(List.of("ui"));
    assertThat(file.volumesOf("ui")).containsExactly("ui");
    assertThat(file.networksOf("ui")).containsOnlyKeys("ui", "ui-broker");
    assertThat(users("ui")).containsExactly("ui");
    assertThat(users("ui-broker")).containsExactlyInAnyOrder("broker", "ui");
    assertThat((List<?>) ui.get("ports"))
        .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:"));
    assertThat(Manifest.of(ManifestSpec.small(new Topics("sallyport"), "deployments")).grants())
        .filteredOn(grant -> grant.principal().equals("auditor"))
        .isNotEmpty()
        .allSatisfy(grant -> assertThat(reading).containsAll(grant.operations()));
  }

  /** A home that the smoke test does not know could leak without being seen. */
  @Test
  void looksForTheSecretsOfEveryHome() throws IOException {
    String script = Files.readString(Path.of("smoke.sh"));
    String homes =
        Pattern.compile("readonly homes=\\(([^)]*)\\)")
            .matcher(script)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());
    Set<String> provisioned =
        file.volumesOf("provision").stream()
            .filter(name -> !name.matches(".*-(state|door)|data|registry"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(Set.of(homes.strip().split("\\s+")))
        .containsAll(provisioned)
        .contains("ca", "approver-2");
    assertThat(script).contains("--entrypoint bash provision");
  }
}
