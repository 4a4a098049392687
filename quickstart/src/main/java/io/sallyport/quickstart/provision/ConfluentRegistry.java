package io.sallyport.quickstart.provision;

import io.sallyport.contract.Topics;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The home of Confluent's registry, where a stack has that one: a certificate, for it is a
 * principal of the broker's, and the settings that it starts from (Confluent's documentation of
 * {@code schema-registry.properties}).
 */
public final class ConfluentRegistry {
  /** What {@code schema-registry-start} is given. */
  public static final String FILE = "schema-registry.properties";

  /** What its logging goes by: lines on its output, and no file. */
  public static final String LOG_FILE = "log4j2.properties";

  private static final String LOG =
      """
      appender.out.type=Console
      appender.out.name=out
      appender.out.layout.type=PatternLayout
      appender.out.layout.pattern=[%d] %p %m (%c)%n
      rootLogger.level=info
      rootLogger.appenderRef.out.ref=out
      """;

  private static final String OF_KAFKA = "kafkastore.";

  private ConfluentRegistry() {}

  /** Fills the registry's home. */
  public static void provision(DataDirectory data, Endpoints endpoints) {
    Path home = OwnerFiles.directory(data.home(Role.REGISTRY));
    String principal = Role.REGISTRY.home();
    var files = new HomeFiles(data, endpoints, Pki.openOrCreate(data.authority()));
    files.pki().issue(principal, home.resolve("tls"));
    var text = new StringBuilder();
    settings(endpoints, files.client(principal))
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    OwnerFiles.write(home.resolve(FILE), text.toString());
    OwnerFiles.write(home.resolve(LOG_FILE), LOG);
  }

  /** Topic and group are those that it is granted; it makes neither. */
  private static Map<String, String> settings(Endpoints endpoints, Map<String, String> client) {
    var names = new Topics(Provisioning.PREFIX);
    Map<String, String> settings = new TreeMap<>();
    client.forEach((key, value) -> settings.put(OF_KAFKA + key, value));
    settings.put(OF_KAFKA + "bootstrap.servers", "SSL://" + endpoints.address(Role.BROKER));
    settings.put(OF_KAFKA + "topic", names.schemas());
    settings.put(OF_KAFKA + "topic.replication.factor", "1");
    settings.put(OF_KAFKA + "group.id", names.registryGroup());
    settings.put("schema.registry.group.id", names.registryGroup());
    settings.put("schema.compatibility.level", "backward");
    settings.put("host.name", endpoints.place().host(Role.REGISTRY));
    settings.put(
        "listeners", "http://" + endpoints.place().listen() + ":" + endpoints.ports().registry());
    return settings;
  }
}
