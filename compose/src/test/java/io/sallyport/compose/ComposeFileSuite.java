package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every description of the stack promises. */
abstract class ComposeFileSuite {
  final ComposeFile file;

  ComposeFileSuite(ComposeFile file) {
    this.file = file;
  }

  @Test
  void declaresTheNetworksAndVolumesThatItUses() {
    Set<String> networks = new TreeSet<>();
    Set<String> volumes = new TreeSet<>();
    for (String service : file.services().keySet()) {
      networks.addAll(file.networksOf(service).keySet());
      volumes.addAll(file.volumesOf(service));
    }

    assertThat(networks).isEqualTo(file.networks());
    assertThat(volumes).isEqualTo(file.volumes());
  }

  @Test
  void makesNobodyAWayFromOneNetworkToAnother() {
    assertThat(file.services())
        .allSatisfy((name, service) -> {
          if (!file.networksOf(name).isEmpty()) {
            assertThat(service.get("sysctls")).isEqualTo(Map.of("net.ipv4.ip_forward", "0"));
          }
        });
  }

  @Test
  void hardensEveryService() {
    assertThat(file.services())
        .allSatisfy((name, service) -> {
          assertThat(service.get("read_only")).isEqualTo(true);
          assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
          assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
          assertThat(service).containsKeys("mem_limit", "pids_limit");
        });
  }

  /** The services on a network. */
  final Set<String> users(String network) {
    return file.services().keySet().stream()
        .filter(name -> file.networksOf(name).containsKey(network))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
