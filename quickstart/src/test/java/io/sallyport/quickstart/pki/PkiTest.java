package io.sallyport.quickstart.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates name their principal, prove only what they should, and are renewed in time. */
class PkiTest {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  @TempDir private Path directory;

  @Test
  void namesThePrincipalInTheCertificate() {
    Path tls = issue("ingest");

    assertThat(certificate(tls).getSubjectX500Principal().getName()).isEqualTo("CN=ingest");
  }

  @Test
  void signsWithTheAuthorityThatTheTruststoreHolds() {
    Path tls = issue("ingest");

    X509Certificate authority = Pem.readCertificate(tls.resolve("ca.pem"));
    assertThatCode(() -> certificate(tls).verify(authority.getPublicKey()))
        .doesNotThrowAnyException();
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(certificate(tls).getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void givesClientsNoServerPurpose() throws CertificateParsingException {
    Path tls = issue("ingest");

    assertThat(certificate(tls).getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
    assertThat(certificate(tls).getSubjectAlternativeNames()).isNull();
  }

  @Test
  void namesThisMachineInAServersCertificate() throws CertificateParsingException {
    Path tls = directory.resolve("broker/tls");

    pki().issueServer("broker", tls);

    assertThat(certificate(tls).getExtendedKeyUsage()).contains(SERVER_AUTH);
    assertThat(certificate(tls).getSubjectAlternativeNames().toString())
        .contains("127.0.0.1", "localhost", "[2, broker]");
  }

  @Test
  void writesATrustStoreOfTheAuthorityAlone() throws Exception {
    Path file = directory.resolve("trust.jks");

    pki().writeTrustStore(file);
    pki().writeTrustStore(file);

    KeyStore trusted = KeyStore.getInstance("JKS");
    try (InputStream input = Files.newInputStream(file)) {
      trusted.load(input, null);
    }
    assertThat(Collections.list(trusted.aliases()))
        .singleElement()
        .satisfies(alias ->
            assertThat(trusted.getCertificate(alias))
                .isEqualTo(Pem.readCertificate(directory.resolve("ca/ca.pem"))));
  }

  @Test
  void keepsPrivateKeysFromOthers() throws IOException {
    Path tls = issue("ingest");

    assertThat(mode(tls.resolve("client.pem"))).isEqualTo("r--------");
    assertThat(mode(tls)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("ca/ca-key.pem"))).isEqualTo("r--------");
  }

  @Test
  void continuesWithTheSameAuthority() {
    pki().issue("ingest", directory.resolve("first"));

    pki().issue("validator", directory.resolve("second"));

    assertThat(directory.resolve("first/ca.pem"))
        .hasSameTextualContentAs(directory.resolve("second/ca.pem"));
  }

  @Test
  void keepsACertificateThatIsStillGood() throws IOException {
    Path keystore = issue("ingest").resolve("client.pem");
    String before = Files.readString(keystore);

    issue("ingest");

    assertThat(keystore).hasContent(before);
  }

  @Test
  void replacesACertificateOfAnotherAuthority() throws IOException {
    Path tls = issue("ingest");
    String before = Files.readString(tls.resolve("client.pem"));

    Pki.openOrCreate(directory.resolve("other-ca")).issue("ingest", tls);

    assertThat(Files.readString(tls.resolve("client.pem"))).isNotEqualTo(before);
  }

  @Test
  void replacesACertificateThatEndsSoon() throws IOException {
    Path tls = issue("ingest");
    var authority =
        new CertificateAuthority(
            Pem.readKey(directory.resolve("ca/ca-key.pem")),
            Pem.readCertificate(directory.resolve("ca/ca.pem")));
    var old = authority.issue("ingest", false, Instant.now().minus(Duration.ofDays(370)));
    Files.delete(tls.resolve("client.pem"));
    Files.writeString(tls.resolve("client.pem"), Pem.of(old.key()) + Pem.of(old.certificate()));

    issue("ingest");

    assertThat(certificate(tls)).isNotEqualTo(old.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ingest", "a,CN=admin", "a b", "../a"})
  void refusesNamesThatAreNotPlain(String principal) {
    assertThatIllegalArgumentException().isThrownBy(() -> issue(principal));
  }

  private Pki pki() {
    return Pki.openOrCreate(directory.resolve("ca"));
  }

  private Path issue(String principal) {
    Path tls = directory.resolve("ingest/tls");
    pki().issue(principal, tls);
    return tls;
  }

  private static X509Certificate certificate(Path tls) {
    return Pem.readCertificate(tls.resolve("client.pem"));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
