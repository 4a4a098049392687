package io.sallyport.quickstart.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-signed P-256 authority that issues end-entity certificates and nothing else. */
record CertificateAuthority(PrivateKey key, X509Certificate certificate) {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final Duration BACKDATED = Duration.ofHours(1);
  private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(1825);
  private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(397);
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  static CertificateAuthority create(String name, Instant now) {
    try {
      KeyPair pair = newKeyPair();
      X500Principal subject = new X500Principal("CN=" + name);
      var builder = builder(subject, subject, pair.getPublic(), now, AUTHORITY_LIFETIME);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new CertificateAuthority(pair.getPrivate(), sign(builder, pair.getPrivate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new PkiException("cannot create the certificate authority", e);
    }
  }

  /**
   * Issues a certificate for TLS clients; a server's also names this machine, and the container of
   * the principal's name.
   */
  Issued issue(String principal, boolean server, Instant now) {
    try {
      KeyPair pair = newKeyPair();
      var subject = new X500Principal("CN=" + principal);
      var issuer = certificate.getSubjectX500Principal();
      var builder = builder(issuer, subject, pair.getPublic(), now, CERTIFICATE_LIFETIME);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
      addPurposes(builder, principal, server);
      return new Issued(pair.getPrivate(), sign(builder, key));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new PkiException("cannot issue a certificate for " + principal, e);
    }
  }

  private static void addPurposes(
      X509v3CertificateBuilder builder, String principal, boolean server) throws IOException {
    if (!server) {
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      return;
    }
    KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(both));
    GeneralName[] names = {
      new GeneralName(GeneralName.dNSName, principal),
      new GeneralName(GeneralName.dNSName, "localhost"),
      new GeneralName(GeneralName.iPAddress, "127.0.0.1")
    };
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey key, Instant now, Duration lifetime)
      throws GeneralSecurityException, IOException {
    Date from = Date.from(now.minus(BACKDATED));
    Date until = Date.from(now.plus(lifetime));
    BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM);
    var builder = new JcaX509v3CertificateBuilder(issuer, serial, from, until, subject, key);
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    return builder;
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder(SIGNATURE).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  /** A fresh private key and the certificate of its public key. */
  record Issued(PrivateKey key, X509Certificate certificate) {}
}
