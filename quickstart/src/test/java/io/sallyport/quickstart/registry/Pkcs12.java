package io.sallyport.quickstart.registry;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The PEM files of a principal once more, as other tools keep them. */
final class Pkcs12 {
  private Pkcs12() {}

  /** Writes {@code trust.p12} and {@code keys.p12}. */
  static void write(Path principal, Path to, String password) throws Exception {
    String pem = Files.readString(principal.resolve("client.pem"));
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = pem.indexOf(begin) + begin.length();
    byte[] der =
        Base64.getMimeDecoder().decode(pem.substring(start, pem.indexOf("-----END", start)));
    KeyStore keys = empty();
    keys.setKeyEntry(
        "own",
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)),
        password.toCharArray(),
        new Certificate[] {certificate(pem)});
    store(keys, to.resolve("keys.p12"), password);
    KeyStore trust = empty();
    trust.setCertificateEntry(
        "authority", certificate(Files.readString(principal.resolve("ca.pem"))));
    store(trust, to.resolve("trust.p12"), password);
  }

  private static KeyStore empty() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate certificate(String pem) throws Exception {
    String first = pem.substring(pem.indexOf("-----BEGIN CERTIFICATE-----"));
    try (InputStream in = new ByteArrayInputStream(first.getBytes(StandardCharsets.US_ASCII))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static void store(KeyStore store, Path file, String password) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
  }
}
