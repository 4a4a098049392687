package io.sallyport.contract.jws;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A document of kind {@code SigningKey}: a private key that the key store of a Java security
 * provider holds, and its public half as a file. Paths are relative to the document.
 *
 * @param file the document
 * @param publicKey the public half, a JWK
 * @param store where the private half is
 * @param limits on each signature
 */
record StoredKey(Path file, Path publicKey, HeldKey store, StoredSigner.Limits limits) {
  private static final String KIND = "SigningKey";
  private static final String ENDING = ".yaml";

  /** No signing input of a JWS begins so, whatever a provider was made to sign. */
  private static final byte[] PROOF = Bytes.utf8("sallyport-key-proof-v1\0").toArray();

  private static final int RANDOM_BYTES = 32;

  /** Whether a file's name is that of such a document. */
  static boolean isOne(Path file) {
    return file.toString().endsWith(ENDING);
  }

  /** Reads it without asking the key store. */
  static StoredKey read(Path file) {
    ConfigDocument document = ConfigFile.readOne(file, KIND);
    ConfigNode spec = document.spec();
    return document.finish(() ->
        new StoredKey(
            file,
            spec.path("publicKeyFile"),
            HeldKey.read(spec.child("keyStore")),
            limits(spec.childOrEmpty("limits"))));
  }

  private static StoredSigner.Limits limits(ConfigNode node) {
    return new StoredSigner.Limits(
        node.duration(
            "timeout", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(30)),
        (int) node.integer("sessions", 8, 1, 64));
  }

  /** The public half; the key store is not asked. */
  Jwk jwk() {
    return KeyFile.readPublic(publicKey);
  }

  /** The key; it has signed once, and the public half has verified that. */
  SigningKey open() {
    Jwk jwk = jwk();
    try {
      SigningKey key = SigningKey.stored(opened(), jwk, limits);
      if (!isProved(key)) {
        throw new KeyFile.Unusable(
            file, "the key store signs with another key than " + publicKey + " is of");
      }
      return key;
    } catch (HeldKey.Unreachable | StoredSigner.Failed e) {
      throw new KeyFile.Unusable(file, String.valueOf(e.getMessage()));
    }
  }

  /** Waited for as long as for a signature: a device that is asked for a session may hang. */
  private HeldKey.Opened opened() {
    var opening = new FutureTask<>(store::open);
    Thread.ofPlatform().daemon().name("key-store-open").start(opening);
    try {
      return opening.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      long waited = limits.timeout().toMillis();
      throw new HeldKey.Unreachable("the key store does not open within " + waited + " ms");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new HeldKey.Unreachable("the key store does not open");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HeldKey.Unreachable("the key store was not waited for");
    }
  }

  private static boolean isProved(SigningKey key) {
    byte[] challenge = Arrays.copyOf(PROOF, PROOF.length + RANDOM_BYTES);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    System.arraycopy(random, 0, challenge, PROOF.length, RANDOM_BYTES);
    byte[] signed = key.sign(challenge);
    Signature signature = Provider.fastest().signature();
    Keys.initVerify(signature, key.jwk().publicKey());
    try {
      signature.update(challenge);
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false;
    }
  }
}
