package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An executor's bundle with one action type, its handler and the keys that it trusts, to be changed
 * and read by a test. In the handler {@code FINGERPRINT} stands for the type's own.
 */
final class BundleOnDisk {
  private static final String TYPE = "Type.avsc";
  private static final String HANDLER = "handler.yaml";
  private static final String TRUST =
      """
      apiVersion: sallyport/v1
      kind: Trust
      metadata: {name: validator}
      spec:
        keys:
          - {purpose: mandate, cells: [deployments], keyFile: keys/validator.jwk}
          - {purpose: revocation, operator: operator, keyFile: keys/operator.jwk}
      """;

  private final Path home;

  private BundleOnDisk(Path home) {
    this.home = home;
  }

  /** The schema of an action with a name of its own, by which it is ordered, and a list. */
  static String type(String name, String ordered) {
    return """
    {"type": "record", "name": "NAME", "namespace": "com.example.actions", "doc": "An action.",
     "effect": "write", "cell": "deployments", "orderBy": "ORDERED", "maxTtl": "10m",
     "classification": "internal", "idempotent": false, "minAssurance": "shared",
     "fields": [
       {"name": "ORDERED", "type": {"type": "string", "maxLength": 20,
         "pattern": "[a-z0-9]{1,20}"}},
       {"name": "tags", "type": {"type": "array", "maxItems": 2,
         "items": {"type": "string", "maxLength": 9, "pattern": "[a-z]{1,9}"}}}]}
    """
        .replace("NAME", name)
        .replace("ORDERED", ordered);
  }

  /** Writes a bundle below {@code home}. */
  static BundleOnDisk of(Path home, String type, String handler) throws IOException {
    Files.createDirectories(home.resolve("keys"));
    Files.createDirectories(home.resolve("secrets"));
    Files.createDirectories(home.resolve("bundle"));
    KeyFile.writePublic(home.resolve("keys/validator.jwk"), SigningKey.generate().jwk());
    KeyFile.writePublic(home.resolve("keys/operator.jwk"), SigningKey.generate().jwk());
    BundleOnDisk bundle = new BundleOnDisk(home);
    bundle.write(TYPE, type);
    bundle.write(HANDLER, handler);
    bundle.write("trust.yaml", TRUST);
    return bundle;
  }

  /** A file beside the bundle that only its owner reads. */
  void secret(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve("secrets").resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }

  void write(String name, String text) throws IOException {
    Files.writeString(home.resolve("bundle").resolve(name), text);
  }

  /** Puts {@code other} in the place of a part that must be there. */
  void change(String name, String part, String other) throws IOException {
    String text = Files.readString(home.resolve("bundle").resolve(name));
    assertThat(text).contains(part);
    write(name, text.replace(part, other));
  }

  /** The same with the schema of its type. */
  void changeType(String part, String other) throws IOException {
    change(TYPE, part, other);
  }

  ExecutorBundle read() throws IOException {
    Path directory = home.resolve("bundle");
    String type = Files.readString(directory.resolve(TYPE));
    String handler = Files.readString(directory.resolve(HANDLER));
    write(HANDLER, handler.replace("FINGERPRINT", Seal.type(type).fingerprint().text()));
    return BundleReader.read(
        new SignedDirectory(directory, Role.EXECUTOR, Optional.empty(), InstantSource.system()),
        home,
        Seal.CELL,
        Roots.mine());
  }
}
