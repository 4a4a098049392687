package io.sallyport.evidence.key;

import io.sallyport.contract.id.Bytes;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The authorities whose client certificates speak for one source, and the names those have. The
 * certificate is one that an authority has itself issued (RFC 5280, section 6), in its time, and
 * for clients. TLS has seen that the caller has its key.
 */
public final class ClientAuthorities implements SenderKeys {
  private static final String CLIENTS = "1.3.6.1.5.5.7.3.2";

  private final Predicate<X509Certificate> isNamed;
  private final CertificateFactory factory;
  private final Set<TrustAnchor> anchors = new HashSet<>();

  /**
   * Certificates of authorities in PEM; {@link IllegalArgumentException} if one is none.
   *
   * @param isNamed whether a client's certificate has a name that is meant
   */
  public ClientAuthorities(Predicate<X509Certificate> isNamed, List<Bytes> files) {
    this.isNamed = isNamed;
    try {
      this.factory = CertificateFactory.getInstance("X.509");
      for (Bytes file : files) {
        factory
            .generateCertificates(new ByteArrayInputStream(file.toArray()))
            .forEach(each -> anchors.add(new TrustAnchor((X509Certificate) each, null)));
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("an authority is a certificate in PEM", e);
    }
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("scheme.keyFiles: at least one authority is needed");
    }
  }

  @Override
  public boolean hold(Signed signed, byte[] body) {
    return signed.signatures().stream().anyMatch(this::isLetIn);
  }

  @Override
  public Optional<Instant> end() {
    return anchors.stream()
        .map(each -> each.getTrustedCert().getNotAfter().toInstant())
        .min(Instant::compareTo);
  }

  private boolean isLetIn(Bytes encoded) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(encoded.toArray()));
      CertPath path = factory.generateCertPath(List.of(certificate));
      CertPathValidator.getInstance("PKIX").validate(path, parameters());
      List<String> purposes = certificate.getExtendedKeyUsage();
      return (purposes == null || purposes.contains(CLIENTS)) && isNamed.test(certificate);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PKIXParameters parameters() throws InvalidAlgorithmParameterException {
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    return parameters;
  }
}
