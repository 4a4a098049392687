package io.sallyport.confluent;

import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of TLS towards the registry; that its certificate has the name of the URL is checked
 * with and without them.
 *
 * @param truststore whom we believe; without it whom the JVM believes
 * @param keystore our key and the chain of its certificate, for registries that ask for one
 */
public record RegistryTls(Optional<Store> truststore, Optional<Store> keystore) {
  /** What the JVM has. */
  public static final RegistryTls NONE = new RegistryTls(Optional.empty(), Optional.empty());

  /**
   * A file of certificates or keys.
   *
   * @param file PKCS12 if its name ends with {@code .p12} or {@code .pfx}, else PEM
   * @param password the file with its password, or with that of an encrypted PEM key
   */
  public record Store(Path file, Optional<Path> password) {
    /** Its type, as Java and Kafka name it. */
    String type() {
      String name = file.toString();
      return name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : "PEM";
    }
  }

  /** Whether no file is named. */
  boolean isEmpty() {
    return truststore.isEmpty() && keystore.isEmpty();
  }

  static RegistryTls read(ConfigNode node) {
    return node.optionalChild("tls")
        .map(tls -> new RegistryTls(store(tls, "truststore"), store(tls, "keystore")))
        .orElse(NONE);
  }

  private static Optional<Store> store(ConfigNode tls, String key) {
    String passwordKey = key + "PasswordFile";
    Optional<Path> password = tls.optionalText(passwordKey).map(tls.home()::resolve);
    Optional<Store> store =
        tls.optionalText(key).map(file -> new Store(tls.home().resolve(file), password));
    store.ifPresentOrElse(
        each -> checkPassword(tls, key, each),
        () -> {
          if (password.isPresent()) {
            tls.problem(passwordKey, "there is no " + key + " that it could open");
          }
        });
    return store;
  }

  private static void checkPassword(ConfigNode tls, String key, Store store) {
    boolean pem = store.type().equals("PEM");
    if (!pem && store.password().isEmpty()) {
      tls.problem(key, "PKCS12 needs its password's file as " + key + "PasswordFile");
    }
    if (pem && key.equals("truststore") && store.password().isPresent()) {
      tls.problem(key + "PasswordFile", "certificates in PEM have no password");
    }
  }
}
