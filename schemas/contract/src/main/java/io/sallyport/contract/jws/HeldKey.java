package io.sallyport.contract.jws;

import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Where a private key is that a security provider holds (Java Cryptography Architecture).
 *
 * @param type of the key store, for example {@code PKCS11} or {@code PKCS12}
 * @param alias the key's name there
 * @param provider its name: an installed one, or one on the class path
 * @param providerConfig the file that it is configured with
 * @param data the key store's own file, where it has one
 * @param password the file of its password or PIN, where it has one
 */
record HeldKey(
    String type,
    String alias,
    Optional<String> provider,
    Optional<Path> providerConfig,
    Optional<Path> data,
    Optional<Path> password) {
  private static final List<String> ALGORITHMS = List.of("Ed25519", "EdDSA");
  private static final int MAX_DATA = 1 << 20;

  /** There is no such key to sign with, and why. */
  static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(String problem) {
      super(problem);
    }
  }

  /** Such a key, and whose signature objects take it. */
  record Opened(PrivateKey key, Optional<Provider> provider) {
    /** A new object; the platform looks for the provider where the key store's has none. */
    Signature signature() {
      try {
        for (String algorithm : ALGORITHMS) {
          if (provider.isPresent() && provider.get().getService("Signature", algorithm) != null) {
            return Signature.getInstance(algorithm, provider.get());
          }
        }
        return Signature.getInstance(ALGORITHMS.getFirst());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the provider says that it has it", e);
      }
    }
  }

  static HeldKey read(ConfigNode node) {
    HeldKey read =
        new HeldKey(
            node.text("type"),
            node.text("alias"),
            node.optionalText("provider"),
            path(node, "providerConfigFile"),
            path(node, "file"),
            path(node, "passwordFile"));
    if (read.providerConfig.isPresent() && read.provider.isEmpty()) {
      node.problem("providerConfigFile", "name its provider too");
    }
    return read;
  }

  private static Optional<Path> path(ConfigNode node, String key) {
    return node.optionalText(key).map(node.home()::resolve);
  }

  /** Opens the key store; throws {@link Unreachable}, whatever its provider throws. */
  @SuppressWarnings("IllegalCatch") // providers throw what they like, and none of it is a key
  Opened open() {
    Optional<Provider> holder = provider.map(this::holder);
    Optional<char[]> word = password.map(HeldKey::password);
    try {
      KeyStore store =
          holder.isPresent()
              ? KeyStore.getInstance(type, holder.get())
              : KeyStore.getInstance(type);
      store.load(data.isPresent() ? data(data.get()) : null, word.orElse(null));
      if (store.getKey(alias, word.orElse(null)) instanceof PrivateKey key) {
        return new Opened(key, holder);
      }
      throw new Unreachable("the key store has no private key " + alias);
    } catch (Unreachable | KeyFile.Unusable e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new Unreachable(
          "the key store does not open (" + kind(e) + "); look at its type, file and passwordFile");
    }
  }

  @SuppressWarnings("IllegalCatch") // as above
  private Provider holder(String name) {
    Provider holder =
        Optional.ofNullable(Security.getProvider(name))
            .or(() -> onClassPath(name))
            .orElseThrow(() ->
                new Unreachable("no provider " + name + " is installed or on the class path"));
    try {
      return providerConfig.map(file -> holder.configure(file.toString())).orElse(holder);
    } catch (RuntimeException e) {
      throw new Unreachable("provider " + name + " refuses its configuration (" + kind(e) + ")");
    }
  }

  private static Optional<Provider> onClassPath(String name) {
    try {
      for (Provider each : ServiceLoader.load(Provider.class)) {
        if (each.getName().equals(name)) {
          return Optional.of(each);
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new Unreachable("a provider on the class path does not load; take it away");
    }
    return Optional.empty();
  }

  private static InputStream data(Path file) throws IOException {
    KeyFile.requireOwnerOnly(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_DATA + 1);
      if (bytes.length > MAX_DATA) {
        throw new Unreachable(file + " is larger than 1 MiB, so no key store");
      }
      return new ByteArrayInputStream(bytes);
    }
  }

  private static char[] password(Path file) {
    try {
      KeyFile.requireOwnerOnly(file);
      return Secret.read(file).reveal().toCharArray();
    } catch (UncheckedIOException e) {
      throw new Unreachable(file + " cannot be read; look whether it is there and whose it is");
    } catch (IllegalArgumentException e) {
      throw new Unreachable(String.valueOf(e.getMessage()));
    }
  }

  /** A provider's own words may say more than a log may hold. */
  private static String kind(Exception e) {
    return e.getClass().getSimpleName();
  }
}
