package io.sallyport.executor.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A server's self-signed certificate for the name localhost, and one that nobody uses.
 *
 * @param own of the server, which is its own authority
 * @param other of an authority that did not sign it
 */
public record Certificates(Path own, Path other) {
  private static final String PASSWORD = "keystore-of-the-test";

  /** Makes {@code server.crt}, {@code server.key} and {@code other.crt} with the JDK's keytool. */
  static Certificates make(Path home) throws IOException, InterruptedException {
    make(home, "server");
    make(home, "other");
    Files.setPosixFilePermissions(
        home.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    return new Certificates(home.resolve("server.crt"), home.resolve("other.crt"));
  }

  private static void make(Path home, String name) throws IOException, InterruptedException {
    Path store = home.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-ext",
                "BC=ca:true",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Key key = keys.getKey(name, PASSWORD.toCharArray());
      write(home.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded());
      write(home.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void write(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }
}
