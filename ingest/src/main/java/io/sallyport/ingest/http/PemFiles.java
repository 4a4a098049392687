package io.sallyport.ingest.http;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Certificates and private keys in PEM (RFC 7468). Throws {@link IllegalArgumentException} or what
 * {@link Secret#read} does; messages name the file only.
 */
final class PemFiles {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemFiles() {}

  /** At least one certificate, in the order of the file, which may begin with the key. */
  static List<X509Certificate> certificates(Path file) {
    String text = new String(Secret.read(file).bytes(), StandardCharsets.ISO_8859_1);
    byte[] content =
        text.substring(Math.max(0, text.indexOf(CERTIFICATE)))
            .getBytes(StandardCharsets.ISO_8859_1);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " holds something else than certificates", e);
    }
    throw new IllegalArgumentException(file + " holds no certificate in PEM");
  }

  /** The private key to this public one; refuses a file that others than its owner may read. */
  static PrivateKey key(Path file, PublicKey owner) {
    String text = new String(Secret.read(file).bytes(), StandardCharsets.ISO_8859_1);
    requireOwnerOnly(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(file + " holds no private key in PEM (PKCS#8)");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      PrivateKey key =
          KeyFactory.getInstance(owner.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (isPair(key, owner)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " holds no private key for the certificate", e);
    }
    throw new IllegalArgumentException(file + " holds the key of another certificate");
  }

  private static void requireOwnerOnly(Path file) {
    try {
      KeyFile.requireOwnerOnly(file);
    } catch (KeyFile.Unusable e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static boolean isPair(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
    String algorithm =
        switch (owner.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> owner.getAlgorithm();
        };
    byte[] probe = {1};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    signer.initVerify(owner);
    signer.update(probe);
    return signer.verify(signature);
  }
}
