package io.sallyport.quickstart.pki;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.quickstart.files.OwnerFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The authority of one data directory: a principal of the stack is the CN of a certificate that it
 * issued.
 *
 * <p>{@code ca-key.pem} and {@code ca.pem} lie in the authority's own directory, which no other
 * principal needs to read. A principal's directory gets {@code client.pem} (PKCS#8 key, then its
 * certificate, then the authority's) and {@code ca.pem}, both of mode 0400.
 */
public final class Pki {
  private static final String KEYSTORE = "client.pem";
  private static final String TRUSTSTORE = "ca.pem";
  private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";
  private static final int NAME_LIMIT = 64;
  private static final char[] NO_PASSWORD = {};
  private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private final CertificateAuthority authority;

  private Pki(CertificateAuthority authority) {
    this.authority = authority;
  }

  /** Reads the authority of that directory, or makes a new one there. */
  public static Pki openOrCreate(Path directory) {
    Path keyFile = directory.resolve("ca-key.pem");
    Path certificateFile = directory.resolve(TRUSTSTORE);
    if (Files.exists(keyFile) && Files.exists(certificateFile)) {
      return new Pki(
          new CertificateAuthority(Pem.readKey(keyFile), Pem.readCertificate(certificateFile)));
    }
    OwnerFiles.directory(directory);
    var authority = CertificateAuthority.create("Sallyport quickstart authority", Instant.now());
    OwnerFiles.write(certificateFile, Pem.of(authority.certificate()));
    OwnerFiles.write(keyFile, Pem.of(authority.key()));
    return new Pki(authority);
  }

  /** Gives that directory a client certificate of the principal, unless it has a good one. */
  public void issue(String principal, Path targetDir) {
    issue(principal, targetDir, false);
  }

  /** Like {@link #issue}, with a certificate that also proves to be this machine's server. */
  public void issueServer(String principal, Path targetDir) {
    issue(principal, targetDir, true);
  }

  /** What serves HTTPS with an issued directory's certificate. */
  public static SSLContext serverContext(Path keystore) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, NO_PASSWORD);
      Certificate[] chain = {Pem.readCertificate(keystore)};
      keys.setKeyEntry("server", Pem.readKey(keystore), NO_PASSWORD, chain);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, NO_PASSWORD);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException("cannot serve with " + keystore, e);
    }
  }

  /**
   * Gives that file the authority as a JVM's {@code javax.net.ssl.trustStore}, which trusts it
   * instead of the public ones. Nothing in it is secret, so the password protects nothing.
   */
  public void writeTrustStore(Path file) {
    if (Files.exists(file)) {
      return;
    }
    try {
      KeyStore trusted = KeyStore.getInstance("JKS");
      trusted.load(null, NO_PASSWORD);
      trusted.setCertificateEntry("authority", authority.certificate());
      var bytes = new ByteArrayOutputStream();
      trusted.store(bytes, "public".toCharArray());
      KeyFile.writeSecret(file, Bytes.of(bytes.toByteArray()));
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException("cannot write " + file, e);
    }
  }

  /** The Kafka client settings for mutual TLS with the files of an issued directory. */
  public static Map<String, String> clientProperties(String bootstrap, Path targetDir) {
    var properties = new TreeMap<>(tlsProperties(targetDir));
    properties.put("bootstrap.servers", bootstrap);
    properties.put("security.protocol", "SSL");
    return Map.copyOf(properties);
  }

  /** The key and trust settings alone, the same for clients and for a broker's listeners. */
  public static Map<String, String> tlsProperties(Path targetDir) {
    return Map.of(
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.location",
        targetDir.resolve(KEYSTORE).toString(),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        targetDir.resolve(TRUSTSTORE).toString());
  }

  private void issue(String principal, Path targetDir, boolean server) {
    requireName(principal);
    Instant now = Instant.now();
    Path keystore = targetDir.resolve(KEYSTORE);
    if (Files.exists(keystore) && isGood(Pem.readCertificate(keystore), principal, now)) {
      return;
    }
    var issued = authority.issue(principal, server, now);
    String root = Pem.of(authority.certificate());
    OwnerFiles.directory(targetDir);
    OwnerFiles.write(targetDir.resolve(TRUSTSTORE), root);
    OwnerFiles.write(keystore, Pem.of(issued.key()) + Pem.of(issued.certificate()) + root);
  }

  private boolean isGood(X509Certificate certificate, String principal, Instant now) {
    try {
      certificate.verify(authority.certificate().getPublicKey());
      certificate.checkValidity(Date.from(now.plus(RENEWED_BEFORE_END)));
    } catch (GeneralSecurityException e) {
      return false;
    }
    return certificate.getSubjectX500Principal().getName().equals("CN=" + principal);
  }

  private static void requireName(String principal) {
    boolean good =
        !principal.isEmpty()
            && principal.length() <= NAME_LIMIT
            && principal.chars().allMatch(character -> NAME_CHARACTERS.indexOf(character) >= 0);
    if (!good) {
      throw new IllegalArgumentException(
          "a principal has 1 to 64 characters out of a-z, 0-9 and '-'");
    }
  }
}
