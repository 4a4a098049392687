package io.sallyport.quickstart.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of addresses that tools read. */
class EndpointsTest {
  private static final Ports PORTS = new Ports(1, 2, 3, 4, 5, 6, 7, 8);

  @TempDir private Path directory;

  @Test
  void writesTheAddressesThatToolsExpect() {
    new Endpoints(8080, PORTS).write(file());

    assertThat(file())
        .hasContent(
            """
            {"ingest":"http://127.0.0.1:8080","kafka":"127.0.0.1:1",\
            "registry":"http://127.0.0.1:3/apis/ccompat/v7","target":"http://127.0.0.1:5",\
            "admin":{"ingest":"http://127.0.0.1:6","validator":"http://127.0.0.1:7",\
            "executor":"http://127.0.0.1:8"}}
            """);
  }

  @Test
  void namesContainersAfterTheirRoles() {
    Endpoints.ofContainers(RegistryKind.APICURIO).write(file());

    assertThat(file())
        .hasContent(
            """
            {"ingest":"http://ingest:8080","kafka":"broker:9092",\
            "registry":"http://registry:8080/apis/ccompat/v7","target":"https://target:8443",\
            "admin":{"ingest":"http://127.0.0.1:9464","validator":"http://127.0.0.1:9464",\
            "executor":"http://127.0.0.1:9464"}}
            """);
  }

  @Test
  void readsThePortOfIngestBack() {
    new Endpoints(8080, PORTS).write(file());

    assertThat(Endpoints.ingestPort(file())).isEqualTo(8080);
  }

  @Test
  void knowsNoPortWithoutAFile() {
    assertThat(Endpoints.ingestPort(file())).isZero();
  }

  @Test
  void asksEachRoleOnItsOwnListener() {
    var endpoints = new Endpoints(8080, PORTS);

    assertThat(endpoints.readiness(Role.INGEST)).hasPort(6).hasPath("/readyz");
    assertThat(endpoints.readiness(Role.VALIDATOR)).hasPort(7).hasPath("/readyz");
    assertThat(endpoints.readiness(Role.EXECUTOR)).hasPort(8).hasPath("/readyz");
    assertThat(endpoints.readiness(Role.TARGET)).hasPort(5).hasPath("/readyz");
    assertThat(endpoints.readiness(Role.REGISTRY)).hasPort(4).hasPath("/health/ready");
  }

  private Path file() {
    return directory.resolve("endpoints.json");
  }
}
