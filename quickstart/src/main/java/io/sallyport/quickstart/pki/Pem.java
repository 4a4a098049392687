package io.sallyport.quickstart.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The text form of keys (PKCS#8) and certificates (RFC 7468). */
final class Pem {
  private Pem() {}

  static String of(PrivateKey key) {
    return encode("PRIVATE KEY", key.getEncoded());
  }

  static String of(X509Certificate certificate) {
    try {
      return encode("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new PkiException("cannot encode a certificate", e);
    }
  }

  static PrivateKey readKey(Path file) {
    try (var parser = new PEMParser(Files.newBufferedReader(file))) {
      if (parser.readObject() instanceof PrivateKeyInfo info) {
        return new JcaPEMKeyConverter().getPrivateKey(info);
      }
      throw new IOException("the file holds no PKCS#8 private key");
    } catch (IOException e) {
      throw new PkiException("cannot read the private key in " + file, e);
    }
  }

  /** Reads the first certificate of a file that may hold other blocks before it. */
  static X509Certificate readCertificate(Path file) {
    String text = readText(file);
    int start = Math.max(0, text.indexOf("-----BEGIN CERTIFICATE-----"));
    try (InputStream input =
        new ByteArrayInputStream(text.substring(start).getBytes(StandardCharsets.US_ASCII))) {
      var factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(input);
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException("cannot read the certificate in " + file, e);
    }
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new PkiException("cannot read " + file, e);
    }
  }

  private static String encode(String type, byte[] content) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new PkiException("cannot encode a " + type, e);
    }
    return text.toString();
  }
}
