package io.sallyport.evidence.signature;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.evidence.key.ClientAuthorities;
import io.sallyport.evidence.key.SenderKeys;
import io.sallyport.evidence.signature.Sample.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls with a client certificate; the files were made with OpenSSL. */
final class CertificateSamples {
  static final CertificateForm FORM = new CertificateForm(List.of("dns:orders.acme.example"));

  private CertificateSamples() {}

  static Sample client() {
    return of(FORM, "client");
  }

  static Sample of(CertificateForm form, String certificate) {
    return Sample.with(
        Keys.of(
            new ClientCertificate(),
            files -> authorities(form, files),
            pem("authority"),
            pem("stranger")),
        Map.of(CertificateForm.HEADER, Sample.base64(der(certificate))),
        Sample.BODY);
  }

  private static SenderKeys authorities(CertificateForm form, List<Bytes> files) {
    return new ClientAuthorities(form::names, files);
  }

  private static byte[] der(String name) {
    try (InputStream in = open(name)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  static Bytes pem(String name) {
    try (InputStream in = open(name)) {
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    String file = "certificates/" + name + ".pem";
    return Objects.requireNonNull(CertificateSamples.class.getResourceAsStream(file), file);
  }
}
