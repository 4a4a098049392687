package io.sallyport.cli.approver;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * A person's private key on disk: encrypted PKCS#12, or PKCS#8 PEM with mode 0400; or a document
 * that says which key store holds it.
 */
public final class PersonKey {
  private static final String STORE = "PKCS12";
  private static final String ALIAS = "approver";
  private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
  private static final int ITERATIONS = 600_000;
  private static final int SALT = 16;
  private static final long MAX_BYTES = 16 << 10;
  private static final byte PEM = '-';

  private PersonKey() {}

  /** Reads a key in any form; PKCS#12 alone needs the passphrase. */
  public static SigningKey read(Path file, Passphrase passphrase) {
    if (KeyFile.isOfStore(file)) {
      return KeyFile.readPrivate(file);
    }
    byte[] bytes = bytes(file);
    if (bytes.length > 0 && bytes[0] == PEM) {
      return KeyFile.readPrivate(file);
    }
    KeyFile.requireOwnerOnly(file);
    char[] words = passphrase.read(file);
    try {
      return open(file, bytes, words);
    } finally {
      Arrays.fill(words, ' ');
    }
  }

  private static SigningKey open(Path file, byte[] bytes, char[] words) {
    try {
      KeyStore store = KeyStore.getInstance(STORE);
      store.load(new ByteArrayInputStream(bytes), words);
      List<String> aliases = Collections.list(store.aliases());
      if (aliases.size() == 1
          && store.getKey(aliases.getFirst(), words) instanceof PrivateKey key) {
        return SigningKey.from(key);
      }
      throw new CannotRun(file + " does not hold exactly one private key.", "Make one of its own.");
    } catch (IOException | GeneralSecurityException e) {
      throw new CannotRun(
          file + " does not open.", "Is it PKCS#12 or PKCS#8 PEM, and the passphrase right?", e);
    } catch (IllegalArgumentException e) {
      throw new CannotRun(file + " holds no Ed25519 key.", "Make one of that kind.", e);
    }
  }

  /** Makes a key and writes it as encrypted PKCS#12, mode 0400. */
  public static SigningKey create(Path file, Passphrase passphrase) {
    char[] words = passphrase.choose(file);
    try {
      PrivateKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      KeyStore store = KeyStore.getInstance(STORE);
      store.load(null, words);
      // With the protected form the store takes a key without a certificate, which nobody needs.
      store.setKeyEntry(ALIAS, protect(key, words), null);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, words);
      KeyFile.writeSecret(file, Bytes.of(out.toByteArray()));
      return SigningKey.from(key);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 has these algorithms", e);
    } finally {
      Arrays.fill(words, ' ');
    }
  }

  /** PKCS#8, encrypted by PBES2: PBKDF2 with HMAC-SHA-256, and AES-256. */
  private static byte[] protect(PrivateKey key, char[] words)
      throws GeneralSecurityException, IOException {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(words)),
        new PBEParameterSpec(salt, ITERATIONS));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CannotRun(file + " is larger than 16 KiB, so no key.", "Look at the path.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CannotRun(
          file + " cannot be read.", "Is it there, and yours? 'approvers enrol' makes one.", e);
    }
  }
}
