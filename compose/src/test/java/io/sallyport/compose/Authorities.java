package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.pki.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Replaces all certificates for Kafka and their authority; the broker goes on meanwhile. */
final class Authorities {
  private static final String NODE = "1";
  private static final String CA = "tls/ca.pem";
  private static final String CLIENT = "tls/client.pem";
  private static final String SHOWN = "kafka_client_certificate_not_after_seconds";

  private final Path data;
  private final Path renewed;
  private final Figures figures;
  private final String bootstrap;
  private final String old;
  private final String next;
  private final Pki issuer;

  Authorities(Stack stack) throws IOException {
    this.data = stack.data();
    this.renewed = data.resolve("renewed");
    this.figures = new Figures(stack);
    this.bootstrap = stack.endpoints().path("kafka").asText();
    Path fresh = renewed.resolve("authority");
    this.issuer = Pki.openOrCreate(fresh);
    this.old = Files.readString(new DataDirectory(data).authority().resolve("ca.pem"));
    this.next = Files.readString(fresh.resolve("ca.pem"));
  }

  /** The broker believes both at once, everybody else from the next start on. */
  void announce() throws Exception {
    believe(old + next);
  }

  /** From now on the old one vouches for nobody. */
  void retire() throws Exception {
    believe(next);
  }

  private void believe(String authorities) throws Exception {
    for (Path home : homes()) {
      Owned.write(home.resolve(CA), authorities);
    }
    load("truststore", CA);
  }

  /** A new key and a certificate by the next authority; a process shows it from its next start. */
  void issue(String home) throws IOException {
    Path fresh = renewed.resolve(home);
    if (home.equals(Role.BROKER.home())) {
      issuer.issueServer(home, fresh);
    } else {
      issuer.issue(home.startsWith("approver-") ? "approver" : home, fresh);
    }
    Path shown = data.resolve(home).resolve(CLIENT);
    Files.copy(shown, fresh.resolve("old.pem"));
    Owned.replace(fresh.resolve("client.pem"), shown);
  }

  /** The same of the broker, which shows it at once, and of all tools. */
  void issueOthers(List<String> done) throws Exception {
    for (Path home : homes()) {
      String name = String.valueOf(home.getFileName());
      if (!done.contains(name)) {
        issue(name);
      }
    }
    load("keystore", CLIENT);
  }

  private List<Path> homes() throws IOException {
    try (Stream<Path> homes = Files.list(data)) {
      return homes.filter(home -> Files.exists(home.resolve(CA))).sorted().toList();
    }
  }

  /** As {@code kafka-configs} would: the same names, whose files have changed. */
  private void load(String store, String file) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, NODE);
    ConfigEntry entry =
        new ConfigEntry(
            "listener.name.client.ssl." + store + ".location",
            data.resolve(Role.BROKER.home()).resolve(file).toString());
    var change = List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
    try (Admin admin = Admin.create(client(data.resolve("admin").resolve(CLIENT)))) {
      admin.incrementalAlterConfigs(Map.of(broker, change)).all().get(30, TimeUnit.SECONDS);
    }
  }

  private Properties client(Path keys) {
    Properties client = new Properties();
    client.putAll(Pki.clientProperties(bootstrap, data.resolve("admin/tls")));
    client.put("ssl.keystore.location", keys.toString());
    return client;
  }

  /** A role says until when the certificate holds that it shows. */
  void assertShown(String home) throws IOException {
    double end = figures.of(home.replace("-deployments", ""), SHOWN);
    assertThat((long) end)
        .as(home)
        .isEqualTo(end(data.resolve(home).resolve(CLIENT)))
        .isNotEqualTo(end(renewed.resolve(home).resolve("old.pem")));
  }

  private static long end(Path certificate) {
    Map<String, Object> client =
        Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", certificate);
    return CertificateMetrics.notAfter(client).orElseThrow().getEpochSecond();
  }

  /** Who shows what the old one issued is nobody. */
  void assertOldIsRefused() {
    try (Admin admin = Admin.create(client(renewed.resolve("validator/old.pem")))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }
}
