package io.sallyport.quickstart.provision;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what lies in most homes: a certificate, a configuration, keys.
 *
 * @param data where the homes are
 * @param endpoints where everything listens
 * @param pki who signs certificates
 */
record HomeFiles(DataDirectory data, Endpoints endpoints, Pki pki) {
  static final String CONFIG = "config.yaml";

  /** A process: its certificate and configuration. */
  Path home(String name, String config) {
    Path home = OwnerFiles.directory(data.home(name));
    pki.issue(name, home.resolve("tls"));
    OwnerFiles.write(home.resolve(CONFIG), config);
    return home;
  }

  void person(String name) {
    person(name, name);
  }

  /** A person or a person's tool: Kafka settings as Kafka's own tools read them. */
  void person(String home, String principal) {
    pki.issue(principal, data.home(home).resolve("tls"));
    OwnerFiles.write(data.home(home).resolve("client.properties"), clientText(home));
  }

  String clientText(String home) {
    var text = new StringBuilder();
    new TreeMap<>(client(home))
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  Map<String, String> client(String home) {
    return Pki.clientProperties(endpoints.address(Role.BROKER), data.home(home).resolve("tls"));
  }

  /** A key of that home, made when it is asked for first. */
  static SigningKey key(Path home, String purpose) {
    Path file = OwnerFiles.directory(home.resolve("keys")).resolve(purpose + ".pem");
    if (Files.notExists(file)) {
      KeyFile.writePrivate(file, SigningKey.generate());
    }
    return KeyFile.readPrivate(file);
  }

  /** Gives a reader a public half. */
  void publish(SigningKey key, String reader, String name) {
    Path file = OwnerFiles.directory(data.home(reader).resolve("keys")).resolve(name + ".jwk");
    OwnerFiles.write(file, key.jwk().canonical() + "\n");
  }
}
