package io.sallyport.cli.keys;

import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.ReceiptKey;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.jws.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final String TRUST =
      """
      apiVersion: sallyport/v1
      kind: Trust
      metadata: {name: validator}   # whom this cell believes
      spec:
        keys:
          # the validator's
          - {purpose: mandate, state: active, cells: [a, b], keyFile: old.jwk}
          - purpose: revocation
            operator: first   # the first
            keyFile: one.jwk

          # the second
          - {purpose: revocation, operator: second, keyFile: two.jwk, state: next}
      """;
  private static final String ROLE =
      """
      apiVersion: sallyport/v1
      kind: Executor
      metadata: {name: executor}
      spec:
        maintainers:
          threshold: 1
          keyFiles:
            - one.jwk   # hers
            - two.jwk
        keys: {receipt: old.pem}
      """;

  @TempDir private Path directory;
  private final Screen screen = new Screen();

  @BeforeEach
  void makesKeys() throws IOException {
    for (String name : new String[] {"old", "new", "one", "two"}) {
      assertThat(run(new Screen(), "keys", "generate", directory.resolve(name))).isZero();
    }
    Files.writeString(directory.resolve("trust.yaml"), TRUST);
    Files.writeString(directory.resolve("role.yaml"), ROLE);
  }

  @Test
  void listsWhatDocumentsName() {
    assertThat(run(screen, "keys", "list", file("trust.yaml"), file("role.yaml"))).isZero();

    String kid = KeyFile.readPrivate(file("old.pem")).keyId();
    assertThat(screen.out().lines())
        .anyMatch(line -> line.matches(".*trust.yaml:7 +mandate +old.jwk +" + kid + " +active.*"))
        .anyMatch(line -> line.matches(".*role.yaml:10 +receipt +old.pem +" + kid + " +signs.*"))
        .anyMatch(line -> line.matches(".*role.yaml:8 +bundle +one.jwk .*"))
        .hasSize(7);
  }

  @Test
  void announcesAMandateKeyAndRetiresTheOldOne() {
    assertThat(rotate("trust.yaml", "old.jwk", "new.jwk")).isZero();
    String announced = "    - {purpose: mandate, state: next, cells: [a, b], keyFile: new.jwk}\n";
    assertThat(text(file("trust.yaml"))).isEqualTo(with(TRUST, "old.jwk}\n", announced));

    Instant before = Instant.now().plus(Duration.ofHours(25)).minusSeconds(1);
    assertThat(run(screen, "keys", "retire", file("trust.yaml"), "--key", "old.jwk")).isZero();
    String retired = text(file("trust.yaml"));
    assertThat(retired)
        .contains("{purpose: mandate, state: active, cells: [a, b], keyFile: new.jwk}\n")
        .contains("operator: second, keyFile: two.jwk, state: next}");
    String ended = "{purpose: mandate, state: verify-only, cells: [a, b], keyFile: old.jwk";
    int notAfter = retired.indexOf("'", retired.indexOf(ended)) + 1;
    String until = retired.substring(notAfter, retired.indexOf("'", notAfter));
    assertThat(Instant.parse(until)).isBetween(before, before.plusSeconds(60));
    assertThat(screen.err())
        .contains("if it has a minter, stop them, restart the minter, and start them again");
  }

  @Test
  void saysThatAMintersCellStandsStillWhileItIsRestarted() throws IOException {
    Files.writeString(file("role.yaml"), ROLE.replace("kind: Executor", "kind: Minter"));

    assertThat(rotate("role.yaml", "one.jwk", "new.jwk")).isZero();

    assertThat(screen.err())
        .contains("stop the executors of the cell, restart the minter, and start them again");
  }

  @Test
  void saysWhereADocumentIsNoYamlAndShowsNothingOfIt() throws IOException {
    Files.writeString(file("role.yaml"), "a: b\npassword: [s3cret\n");

    assertThat(run(screen, "keys", "list", file("role.yaml"))).isEqualTo(2);

    assertThat(screen.err())
        .contains("role.yaml:3:1 is not YAML.\nMend that place")
        .doesNotContain("s3cret");
  }

  @Test
  void announcesInAListOfLines() {
    assertThat(rotate("trust.yaml", "one.jwk", "new.jwk")).isZero();

    String announced =
        """
            - purpose: revocation
              operator: first
              keyFile: new.jwk
              state: next
        """;
    assertThat(text(file("trust.yaml"))).isEqualTo(with(TRUST, "one.jwk\n", announced));
  }

  @Test
  void replacesAMaintainersKey() {
    assertThat(rotate("role.yaml", "one.jwk", "new.jwk")).isZero();
    assertThat(run(screen, "keys", "retire", file("role.yaml"), "--key", "one.jwk")).isZero();

    assertThat(text(file("role.yaml")))
        .contains("keyFiles:\n      - new.jwk   # hers\n      - two");
  }

  @Test
  void usesAReceiptKeyAndKeepsTheOldOnesPublicHalf() throws IOException {
    Files.delete(file("old.jwk"));
    Files.setPosixFilePermissions(file("role.yaml"), PosixFilePermissions.fromString("r--r-----"));

    assertThat(rotate("role.yaml", "old.pem", "new.jwk")).isZero();
    assertThat(text(file("role.yaml"))).contains("{receipt: old.pem, otherReceipts: [new.jwk]}");
    assertThat(rotate("role.yaml", "old.pem", "new.pem")).isZero();
    assertThat(text(file("role.yaml")))
        .contains("{receipt: new.pem, otherReceipts: [new.jwk, old.jwk]}");
    assertThat(KeyFile.readPublic(file("old.jwk")))
        .isEqualTo(KeyFile.readPrivate(file("old.pem")).jwk());
    assertThat(run(screen, "keys", "retire", file("role.yaml"), "--key", "new.jwk")).isZero();
    assertThat(run(screen, "keys", "retire", file("role.yaml"), "--key", "old.jwk")).isZero();
    assertThat(text(file("role.yaml"))).contains("{receipt: new.pem, otherReceipts: []}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("role.yaml"))))
        .isEqualTo("r--r-----");
  }

  @Test
  void rotatesFromAndToAKeyOfAKeyStoreWithoutAskingIt() throws IOException {
    Files.writeString(
        file("held.yaml"),
        """
        apiVersion: sallyport/v1
        kind: SigningKey
        metadata: {name: receipt}
        spec:
          publicKeyFile: new.jwk
          keyStore: {type: PKCS11, provider: NotHere, alias: receipt}
        """);

    assertThat(rotate("role.yaml", "old.pem", "held.yaml")).isZero();
    assertThat(text(file("role.yaml"))).contains("{receipt: held.yaml, otherReceipts: [old.jwk]}");
    assertThat(run(screen, "keys", "list", file("role.yaml"))).isZero();
    String kid = KeyFile.readPublic(file("new.jwk")).thumbprint();
    assertThat(screen.out().lines())
        .anyMatch(line -> line.matches(".*receipt +held.yaml +" + kid + " +signs.*"));

    assertThat(rotate("role.yaml", "held.yaml", "two.pem")).isZero();
    assertThat(text(file("role.yaml")))
        .contains("{receipt: two.pem, otherReceipts: [old.jwk, held.jwk]}");
    assertThat(KeyFile.readPublic(file("held.jwk"))).isEqualTo(KeyFile.readPublic(file("new.jwk")));
  }

  @Test
  void remembersNoOtherKeyThanTheOneThatSigned() throws IOException {
    Files.copy(file("one.jwk"), file("old.jwk"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(rotate("role.yaml", "old.pem", "new.pem")).isEqualTo(2);
    assertThat(screen.err()).contains("is another key than the private one beside it");
    assertThat(text(file("role.yaml"))).isEqualTo(ROLE);
  }

  @Test
  void endsAnAuditorsKey() {
    Path copy = file("old.jwk");

    assertThat(run(screen, "keys", "retire", copy, "--after", "1m")).isZero();

    ReceiptKey ended = ReceiptKey.read(copy);
    assertThat(ended.jwk()).isEqualTo(KeyFile.readPrivate(file("old.pem")).jwk());
    assertThat(ended.until()).isBetween(Instant.now(), Instant.now().plusSeconds(60));
  }

  @Test
  void writesNothingWhereItOnlyLooks() {
    assertThat(
            run(
                screen,
                "keys",
                "rotate",
                file("trust.yaml"),
                "--from",
                "old.jwk",
                "--to",
                "new.jwk",
                "--check"))
        .isZero();

    assertThat(screen.out()).contains("new.jwk");
    assertThat(text(file("trust.yaml"))).isEqualTo(TRUST);
  }

  @Test
  void retiresNoKeyThatHasNoOther() {
    assertThat(run(screen, "keys", "retire", file("trust.yaml"), "--key", "old.jwk")).isEqualTo(2);

    assertThat(screen.err()).contains("has no other key for that").contains("keys rotate");
    assertThat(text(file("trust.yaml"))).isEqualTo(TRUST);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThat(rotate("trust.yaml", "none.jwk", "new.jwk")).isEqualTo(2);
    assertThat(rotate("trust.yaml", "old.jwk", "old.pem")).isEqualTo(2);
    assertThat(rotate("trust.yaml", "old.jwk", "new.pem")).isEqualTo(2);
    assertThat(rotate("trust.yaml", "one.jwk", "two.jwk")).isEqualTo(2);

    assertThat(screen.err())
        .contains("none.jwk")
        .contains("are one key")
        .contains("needs no private key")
        .contains("names two.jwk already");
    assertThat(text(file("trust.yaml"))).isEqualTo(TRUST);
  }

  private int rotate(String document, String from, String to) {
    return run(screen, "keys", "rotate", file(document), "--from", from, "--to", to);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static String with(String text, String behind, String piece) {
    return text.replace(behind, behind + piece);
  }
}
