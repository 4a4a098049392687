package io.sallyport.contract.jws;

import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Keys on disk: private ones as PKCS#8 PEM with mode 0400, or as a document that says which key
 * store holds them ({@code .yaml}), public ones as JWK.
 */
public final class KeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final long MAX_BYTES = 16 << 10;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /** A key file cannot be used; the message says which and what to do. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(Path file, String problem) {
      super(file + ": " + problem);
    }
  }

  /**
   * Reads a private key, and refuses a file that others than its owner may read; or opens the key
   * store that holds it, and refuses one that does not sign what the public half verifies.
   */
  public static SigningKey readPrivate(Path file) {
    if (StoredKey.isOne(file)) {
      return StoredKey.read(file).open();
    }
    try {
      return SigningKey.from(readPlatformKey(file));
    } catch (IllegalArgumentException e) {
      throw new Unusable(file, "not an Ed25519 private key");
    }
  }

  /** Whether a file of that name says which key store holds the key. */
  public static boolean isOfStore(Path file) {
    return StoredKey.isOne(file);
  }

  /** The public half of what {@link #readPrivate} reads; asks no key store. */
  public static Jwk publicHalf(Path file) {
    return StoredKey.isOne(file) ? StoredKey.read(file).jwk() : readPrivate(file).jwk();
  }

  /** Reads the same as the platform's key, for what is signed in another form than JWS. */
  public static PrivateKey readPlatformKey(Path file) {
    String text = new String(read(file), java.nio.charset.StandardCharsets.US_ASCII).strip();
    requireOwnerOnly(file);
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new Unusable(file, "not a PKCS#8 private key in PEM");
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return Keys.privateKey(Base64.getMimeDecoder().decode(base64));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      throw new Unusable(file, "not an Ed25519 private key");
    }
  }

  /** Refuses a file with a secret that others than its owner may read. */
  public static void requireOwnerOnly(Path file) {
    if (!OWNER_ONLY.containsAll(permissions(file))) {
      throw new Unusable(file, "others may read this private key; run chmod 0400 on it");
    }
  }

  /** Writes a private key with mode 0400; an existing file is not replaced. */
  public static void writePrivate(Path file, SigningKey key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.encoded());
    writeSecret(file, Bytes.utf8(BEGIN + "\n" + body + "\n" + END + "\n"));
  }

  /** Writes a private key in any form with mode 0400; an existing file is not replaced. */
  public static void writeSecret(Path file, Bytes form) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, form.toArray());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a public key. */
  public static Jwk readPublic(Path file) {
    Optional<Jwk> jwk = Jwk.parse(read(file));
    return jwk.orElseThrow(() -> new Unusable(file, "not an Ed25519 public key as JWK (RFC 8037)"));
  }

  /** Writes the public half of a key. */
  public static void writePublic(Path file, Jwk key) {
    try {
      Files.writeString(file, key.canonical() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new Unusable(file, "larger than 16 KiB, so not a key");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unusable(file, "cannot be read; look whether it is there and whose it is");
    }
  }
}
