package io.sallyport.cli.send;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A sender's private Ed25519 key, PKCS#8 in PEM, that nobody else may read. */
final class PrivateKeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

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

  static PrivateKey read(Path file) {
    try {
      var _ = KeyFile.readPrivate(file);
    } catch (KeyFile.Unusable e) {
      throw new CannotRun(String.valueOf(e.getMessage()), "Mend it, or name another key.", e);
    }
    String text = secret(file).reveal().strip();
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new CannotRun(file + " is no Ed25519 key.", "Name another key.", e);
    }
  }
}
