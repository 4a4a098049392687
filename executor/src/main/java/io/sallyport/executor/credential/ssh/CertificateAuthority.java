package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.credential.PemKey;
import io.sallyport.executor.credential.SecretFile;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key that targets trust, in a file that is read anew for each certificate.
 *
 * @param file an Ed25519 key, PKCS#8 in PEM
 */
public record CertificateAuthority(SecretFile file) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 32;

  /** What is wrong with the file; empty when it can be used. */
  public Optional<String> problem() {
    try {
      key();
      return Optional.empty();
    } catch (SecretFile.Unfit e) {
      return Optional.of(e.rule());
    }
  }

  /** Certifies {@code holder}. */
  String certify(Certificate certificate, SshKey holder) throws SecretFile.Unfit {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return certificate.signed(holder, key(), Bytes.of(nonce));
  }

  private SshKey key() throws SecretFile.Unfit {
    byte[] pem = file.content();
    try {
      byte[] der =
          PemKey.der(pem, PemKey.PKCS8)
              .orElseThrow(() -> new SecretFile.Unfit("is not a PKCS#8 private key in PEM"));
      PrivateKey read = PemKey.read("Ed25519", der).orElse(null);
      Arrays.fill(der, (byte) 0);
      if (read instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
        return SshKey.of(edwards, publicHalf(edwards.getBytes().get()));
      }
      throw new SecretFile.Unfit("holds no private key of Ed25519");
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  /** Computed by the platform: a seed alone names its public key. */
  private static EdECPublicKey publicHalf(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
      return (EdECPublicKey) generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 15 and later has Ed25519", e);
    }
  }

  /** Gives a generator the seed that it would draw. */
  private static final class FixedSeed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedSeed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
