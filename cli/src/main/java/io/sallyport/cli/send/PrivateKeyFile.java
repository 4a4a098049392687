package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.function.Function;

/** A sender's private Ed25519 key, PKCS#8 in PEM, that nobody else may read. */
final class PrivateKeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";

  private PrivateKeyFile() {}

  /** Whether the file has a private key rather than a shared secret. */
  static boolean isOne(Path file) {
    return secret(file).reveal().startsWith(BEGIN);
  }

  /** What a file holds, whichever it is. */
  static Secret secret(Path file) {
    try {
      return Secret.read(file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new CannotRun(e.getMessage() + ".", "Name another one with --secret FILE.", e);
    }
  }

  /** What names the key where nothing else does: its thumbprint (RFC 7638). */
  static String thumbprint(Path file) {
    return from(file, KeyFile::readPrivate).keyId();
  }

  static PrivateKey read(Path file) {
    return from(file, KeyFile::readPlatformKey);
  }

  private static <T> T from(Path file, Function<Path, T> reader) {
    try {
      return reader.apply(file);
    } catch (KeyFile.Unusable e) {
      throw new CannotRun(String.valueOf(e.getMessage()), "Mend it, or name another key.", e);
    }
  }
}
