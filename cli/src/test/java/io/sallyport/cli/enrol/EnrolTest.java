package io.sallyport.cli.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.approver.Passphrase;
import io.sallyport.cli.approver.PersonKey;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.ApproversReader;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.service.config.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("NHI10")
class EnrolTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path directory;
  private final Screen screen = new Screen();

  @BeforeEach
  void writesWords() throws Exception {
    words("words", "correct horse battery");
  }

  @ParameterizedTest
  @ValueSource(strings = {"me.p12", "me.pem"})
  void makesAKeyAndTheEntryOfItsPerson(String file) throws Exception {
    assertThat(enrol(file, "words")).as(screen.err()).isZero();
    Path proof = DemoBundles.write(directory.resolve("proof"), screen.out());

    Screen entry = new Screen();
    assertThat(run(entry, "verify", proof, "--environment", "prod-k4x")).isZero();

    Path document =
        DemoBundles.write(
            directory.resolve("approvers.yaml"),
            "apiVersion: sallyport/v1\nkind: Approvers\nmetadata: {name: approvers}\nspec:\n"
                + "  persons:\n    "
                + entry.out()
                + "  groups: {managers: [me]}\n");
    Person person = ApproversReader.read(ConfigFile.read(document).getFirst()).persons().getFirst();
    assertThat(person.identities()).containsExactly("github:me", "idp:it's");
    assertThat(screen.err()).contains(person.keys().getFirst().thumbprint());
    assertThat(entry.err()).contains(person.keys().getFirst().thumbprint());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
        .isEqualTo("r--------");
  }

  @Test
  void writesTheProofWhereItIsTold() {
    Path proof = directory.resolve("proof");

    assertThat(run(screen, arguments("me.pem", "--to", proof))).isZero();

    assertThat(screen.out()).isEmpty();
    assertThat(run(screen, "verify", proof, "--environment", "prod-k4x")).isZero();
  }

  @Test
  void takesTheKeyThatIsThere() {
    assertThat(enrol("me.p12", "words")).isZero();
    Screen again = new Screen();
    assertThat(enrol(again, "me.p12", "words")).isZero();

    String thumbprint = screen.err().lines().findFirst().orElseThrow();
    assertThat(again.err()).contains(thumbprint);
  }

  @Test
  void takesTheKeyThatAKeyStoreHolds() throws Exception {
    assertThat(enrol("me.p12", "words")).isZero();
    SigningKey held = PersonKey.read(path("me.p12"), Passphrase.of(Optional.of(path("words"))));
    KeyFile.writePublic(path("me.jwk"), held.jwk());
    DemoBundles.write(
        path("me.yaml"),
        """
        apiVersion: sallyport/v1
        kind: SigningKey
        metadata: {name: me}
        spec:
          publicKeyFile: me.jwk
          keyStore: {type: PKCS12, file: me.p12, alias: approver, passwordFile: words}
        """);

    Screen again = new Screen();
    assertThat(enrol(again, "me.yaml", "words")).as(again.err()).isZero();
    assertThat(again.err()).contains(held.keyId());
    Path proof = DemoBundles.write(path("proof"), again.out());
    assertThat(run(again, "verify", proof, "--environment", "prod-k4x")).isZero();

    Files.delete(path("me.jwk"));
    KeyFile.writePublic(path("me.jwk"), SigningKey.generate().jwk());
    assertThat(enrol(again, "me.yaml", "words")).isEqualTo(2);
    assertThat(again.err()).contains("the key store signs with another key");
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"me.p12", "me.pem"})
  void takesNoKeyThatOthersMayRead(String file) throws Exception {
    assertThat(enrol(file, "words")).isZero();
    Files.setPosixFilePermissions(
        directory.resolve(file), PosixFilePermissions.fromString("r--r-----"));

    Screen again = new Screen();
    assertThat(enrol(again, file, "words")).isEqualTo(2);

    assertThat(again.err()).contains("others may read this private key; run chmod 0400 on it");
  }

  @Test
  void opensAKeyWithItsPassphraseOnly() throws Exception {
    words("other", "wrong horse battery");
    enrol("me.p12", "words");

    assertThat(enrol("me.p12", "other")).isEqualTo(2);

    assertThat(screen.err()).contains("does not open").doesNotContain("wrong horse");
    assertThat(Files.readAllBytes(directory.resolve("me.p12"))).startsWith(0x30);
  }

  @Test
  void refusesShortPassphrases() throws Exception {
    words("short", "elevenchars");

    assertThat(enrol("me.p12", "short")).isEqualTo(2);

    assertThat(screen.err()).contains("12 to 1024 characters");
    assertThat(directory.resolve("me.p12")).doesNotExist();
  }

  @Test
  void refusesSecretsThatOthersMayRead() throws Exception {
    enrol("me.p12", "words");
    Files.setPosixFilePermissions(
        directory.resolve("words"), PosixFilePermissions.fromString("r--r-----"));

    assertThat(enrol("me.p12", "words")).isEqualTo(2);

    assertThat(screen.err()).contains("others may read this");
  }

  @Test
  void asksAtATerminalOnly() {
    assertThat(run(screen, arguments("me.p12"))).isEqualTo(2);

    assertThat(screen.err()).contains("there is no terminal to ask for the passphrase");
  }

  @Test
  void refusesWhatAnotherKeySigned() {
    Enrolment mine = enrolment(SigningKey.generate(), now, now.plusSeconds(60));
    String jws = EnrolmentCodec.sign(SigningKey.generate(), mine);

    assertThat(verify(jws, "prod-k4x")).isEqualTo(1);

    assertThat(screen.err()).contains("no enrolment that its own key has signed");
  }

  /** With the neutral element as its key a signature verifies that nobody had to make. */
  @Test
  void refusesAKeyOfEverybody() {
    SigningKey key = SigningKey.generate();
    String[] parts =
        EnrolmentCodec.sign(key, enrolment(key, now, now.plusSeconds(60))).split("\\.", -1);
    String neutral = "AQ" + "A".repeat(41);
    String thumbprint =
        encoded(
            Digest.sha256(
                Bytes.utf8("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + neutral + "\"}")
                    .toArray()));
    String header = decoded(parts[0]).replace(key.keyId(), thumbprint);
    String claims = decoded(parts[1]).replace(key.jwk().text(), neutral);
    String jws = encoded(header) + "." + encoded(claims) + ".AQ" + "A".repeat(84);

    assertThat(verify(jws, "prod-k4x")).isEqualTo(1);

    assertThat(screen.err()).contains("no enrolment that its own key has signed");
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void refusesWhatIsForElsewhereOrOver() {
    SigningKey key = SigningKey.generate();
    String over = EnrolmentCodec.sign(key, enrolment(key, now.minusSeconds(60), now));
    String good = EnrolmentCodec.sign(key, enrolment(key, now, now.plusSeconds(60)));

    assertThat(verify(over, "prod-k4x")).isEqualTo(1);
    assertThat(verify(good, "prod-x9z")).isEqualTo(1);
    assertThat(verify(good, "prod-k4x")).isZero();

    assertThat(screen.err()).contains("it counts from", "it is for prod-k4x");
  }

  @Test
  void lifeHasALimit() {
    assertThat(run(screen, arguments("me.pem", "--for", "168h"))).isZero();
    assertThat(run(screen, arguments("you.pem", "--for", "169h"))).isEqualTo(2);

    assertThat(screen.err()).contains("seven days at most");
  }

  @Test
  void makesNothingOfAnotherName() {
    assertThat(enrol("me.key", "words")).isEqualTo(2);

    assertThat(screen.err()).contains("End it with .p12");
  }

  private static Enrolment enrolment(SigningKey key, Instant from, Instant until) {
    Person person = new Person("me", List.of("github:me"), List.of(key.jwk()));
    return new Enrolment(person, new Environment("prod-k4x"), key.jwk(), from, until);
  }

  private int verify(String jws, String environment) {
    Path proof = DemoBundles.write(directory.resolve("proof"), jws + "\n");
    return run(screen, "verify", proof, "--environment", environment);
  }

  private int enrol(String key, String words) {
    return enrol(screen, key, words);
  }

  private int enrol(Screen on, String key, String words) {
    return run(on, arguments(key, "--passphrase-file", directory.resolve(words)));
  }

  private Object[] arguments(String key, Object... more) {
    List<Object> all =
        new java.util.ArrayList<>(
            List.of("enrol", "--person", "me", "--identity", "github:me", "--identity"));
    all.addAll(List.of("idp:it's", "--environment", "prod-k4x", "--key", directory.resolve(key)));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private static int run(Screen on, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "approvers";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return DemoBundles.run(on, all);
  }

  private void words(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }
}
