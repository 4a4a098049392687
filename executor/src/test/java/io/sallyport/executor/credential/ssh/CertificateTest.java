package io.sallyport.executor.credential.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.ssh.Certificate.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of keys and certificates, read by ssh-keygen. */
@Tag("NHI7")
class CertificateTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, section 7.1, tests 1 and 2: seeds and public keys. */
  private static final SshKey HOLDER =
      key(
          "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  private static final SshKey AUTHORITY =
      key(
          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

  private static final Bytes NONCE = Bytes.of(new byte[32]);
  private static final Validity VALIDITY =
      new Validity(Instant.ofEpochSecond(1_795_089_000), Instant.ofEpochSecond(1_795_089_030));

  private static final Certificate CERTIFICATE =
      new Certificate(
          0xfedcba9876543210L,
          "A".repeat(43),
          "deploy-web",
          VALIDITY,
          Map.of("source-address", "192.0.2.0/24", "force-command", "/usr/bin/restart web"),
          Set.of("permit-pty", "permit-X11-forwarding"));

  /** As ssh-keygen reads them; they show what changes. */
  private static final String GOLDEN =
      "000000207373682d656432353531392d636572742d763031406f70656e7373682e636f6d00000020"
          + "000000000000000000000000000000000000000000000000000000000000000000000020d75a9801"
          + "82b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511afedcba987654321000000001"
          + "0000002b414141414141414141414141414141414141414141414141414141414141414141414141"
          + "414141414141410000000e0000000a6465706c6f792d776562000000006afee268000000006afee2"
          + "86000000530000000d666f7263652d636f6d6d616e6400000018000000142f7573722f62696e2f72"
          + "657374617274207765620000000e736f757263652d61646472657373000000100000000c3139322e"
          + "302e322e302f32340000002f000000157065726d69742d5831312d666f7277617264696e67000000"
          + "000000000a7065726d69742d7074790000000000000000000000330000000b7373682d6564323535"
          + "3139000000203d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c0000"
          + "00530000000b7373682d6564323535313900000040b92c1ee52949d626989c9741fccdf6ff0db6de"
          + "2663047a8655eaea53e7e2ea4f7f5a9b1151e1dc81837ddb7fb538e99e610684f545cd1a42a57845"
          + "334517320f";

  @TempDir private Path directory;

  @Test
  void isReadBySshKeygenAsItIsMeant() throws IOException {
    Path file = directory.resolve("key-cert.pub");
    Files.writeString(file, CERTIFICATE.signed(HOLDER, AUTHORITY, NONCE));

    String said = Sshd.run("/usr/bin/env", "TZ=UTC", "/usr/bin/ssh-keygen", "-L", "-f", file + "");

    assertThat(said.lines().skip(1).map(String::strip))
        .containsExactly(
            "Type: ssh-ed25519-cert-v01@openssh.com user certificate",
            "Public key: ED25519-CERT " + fingerprint(HOLDER),
            "Signing CA: ED25519 " + fingerprint(AUTHORITY) + " (using ssh-ed25519)",
            "Key ID: \"" + "A".repeat(43) + "\"",
            "Serial: 18364758544493064720",
            "Valid: from 2026-11-19T11:50:00 to 2026-11-19T11:50:30",
            "Principals:",
            "deploy-web",
            "Critical Options:",
            "force-command /usr/bin/restart web",
            "source-address 192.0.2.0/24",
            "Extensions:",
            "permit-X11-forwarding",
            "permit-pty");
  }

  @Test
  void isTheseBytes() {
    String line = CERTIFICATE.signed(HOLDER, AUTHORITY, NONCE);

    assertThat(HEX.formatHex(Base64.getDecoder().decode(line.split(" ", -1)[1]))).isEqualTo(GOLDEN);
  }

  @Test
  void allowsNothingUnlessListed() throws IOException {
    Certificate bare =
        new Certificate(0, "id", "deploy", VALIDITY, Map.of("force-command", "/x"), Set.of());
    Path file = directory.resolve("key-cert.pub");
    Files.writeString(file, bare.signed(HOLDER, AUTHORITY, NONCE));

    assertThat(Sshd.run("/usr/bin/ssh-keygen", "-L", "-f", file.toString()))
        .contains("Extensions: (none)", "Serial: 0");
  }

  @Test
  void isForOnePrincipalAndSomeTime() {
    Instant from = VALIDITY.from();
    assertThatThrownBy(() -> new Certificate(1, "id", "", VALIDITY, Map.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Certificate(1, "id", "p", new Validity(from, from), Map.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesKeysThatSshKeygenReads() throws IOException {
    Path file = directory.resolve("key");
    Files.write(file, HOLDER.file(7));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThat(Sshd.run("/usr/bin/ssh-keygen", "-y", "-f", file.toString()).strip())
        .isEqualTo(
            "ssh-ed25519 " + Base64.getEncoder().encodeToString(HOLDER.publicKey().toArray()));
  }

  @Test
  void makesAnotherKeyEachTime() {
    assertThat(SshKey.generate().point()).isNotEqualTo(SshKey.generate().point());
  }

  @Test
  void doesNotShowThePrivateHalf() {
    assertThat(HOLDER).hasToString("SshKey[ssh-ed25519]");
  }

  @Test
  void writesNumbersAndStringsOfSsh() {
    Bytes written =
        SshWriter.of(all -> all.uint32(0x29b7f4aa).uint64(-1).nested(in -> in.string("testing")));

    assertThat(written.hex())
        .isEqualTo("29b7f4aa" + "f".repeat(16) + "0000000b" + "00000007" + "74657374696e67");
  }

  private static String fingerprint(SshKey key) {
    byte[] digest = Digest.sha256(key.publicKey().toArray());
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }

  private static SshKey key(String seed, String open) {
    byte[] x509 = HEX.parseHex("302a300506032b6570032100" + open);
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      return SshKey.of(
          factory.generatePrivate(
              new EdECPrivateKeySpec(NamedParameterSpec.ED25519, HEX.parseHex(seed))),
          (EdECPublicKey) factory.generatePublic(new X509EncodedKeySpec(x509)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
