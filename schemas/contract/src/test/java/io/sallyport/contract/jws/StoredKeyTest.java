package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.ConfigException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that other processes hold, and those of the platform's own key stores. */
class StoredKeyTest {
  private static final byte[] CLAIMS = Bytes.utf8("{}").toArray();
  private static final String AGENT =
      """
      apiVersion: sallyport/v1
      kind: SigningKey
      metadata: {name: mandate}
      spec:
        publicKeyFile: mandate.jwk
        keyStore:
          {type: SshAgent, provider: SshAgent, providerConfigFile: agent.cfg, alias: mandate}
        limits: {timeout: 2s, sessions: 1}
      """;
  private static final String PATIENT = AGENT.replace("timeout: 2s", "timeout: 30s");
  private static final String PKCS12 =
      """
      apiVersion: sallyport/v1
      kind: SigningKey
      metadata: {name: mandate}
      spec:
        publicKeyFile: mandate.jwk
        keyStore: {type: PKCS12, file: keys.p12, passwordFile: password, alias: mandate}
      """;

  @TempDir private Path directory;
  private AgentProcess agent;

  @BeforeEach
  void starts() throws Exception {
    agent = AgentProcess.start(directory);
    KeyFile.writePublic(directory.resolve("mandate.jwk"), agent.jwk());
  }

  @AfterEach
  void ends() {
    agent.close();
  }

  @Test
  void signsWithAKeyThatAnotherProcessKeepsToItself() throws Exception {
    SigningKey key = KeyFile.readPrivate(document(AGENT));

    assertThat(key.jwk()).isEqualTo(agent.jwk());
    assertThat(verified(key)).isInstanceOf(JwsVerifier.Result.Verified.class);
    assertThatThrownBy(key::encoded).hasMessageContaining("keeps this key to itself");
    assertThatThrownBy(() -> KeyFile.writePrivate(directory.resolve("copy.pem"), key))
        .isInstanceOf(IllegalStateException.class);
    assertThat(directory.resolve("copy.pem")).doesNotExist();
  }

  @Test
  void signsWithAKeyOfAPasswordedFile() throws Exception {
    makePkcs12();

    SigningKey key = KeyFile.readPrivate(document(PKCS12));

    assertThat(verified(key)).isInstanceOf(JwsVerifier.Result.Verified.class);
  }

  @Test
  void refusesAKeyThatSignsForAnotherPublicHalf() throws Exception {
    Files.delete(directory.resolve("mandate.jwk"));
    KeyFile.writePublic(directory.resolve("mandate.jwk"), SigningKey.generate().jwk());
    Path file = document(AGENT);

    assertThatThrownBy(() -> KeyFile.readPrivate(file))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("mandate.yaml: the key store signs with another key than")
        .hasMessageContaining("mandate.jwk");
  }

  @Test
  void readsThePublicHalfWithoutItsHolder() throws Exception {
    Jwk jwk = agent.jwk();
    agent.close();

    assertThat(KeyFile.publicHalf(document(AGENT))).isEqualTo(jwk);
    assertThatThrownBy(() -> KeyFile.readPrivate(directory.resolve("mandate.yaml")))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("the key store does not open (UncheckedIOException)");
  }

  @Test
  void waitsForNothingWithoutEnd() throws Exception {
    SigningKey key = KeyFile.readPrivate(document(AGENT));
    agent.hangs();

    assertThatThrownBy(() -> key.sign(CLAIMS))
        .isInstanceOf(StoredSigner.Failed.class)
        .hasMessageContaining(key.keyId() + " did not sign within 2000 ms");
    assertThatThrownBy(() -> KeyFile.readPrivate(directory.resolve("mandate.yaml")))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("the key store does not open within 2000 ms");
    agent.goesOn();
    assertThat(verified(KeyFile.readPrivate(directory.resolve("mandate.yaml"))))
        .isInstanceOf(JwsVerifier.Result.Verified.class);
  }

  @Test
  void makesNothingOfAHolderThatIsGone() throws Exception {
    SigningKey key = KeyFile.readPrivate(document(AGENT));
    agent.close();

    assertThatThrownBy(() -> key.sign(CLAIMS))
        .isInstanceOf(StoredSigner.Failed.class)
        .hasMessageContaining("did not sign");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "alias: mandate, alias: other, the key store has no private key other",
        "provider: SshAgent, provider: Hsm, no provider Hsm is installed or on the class path",
        "type: SshAgent, type: PKCS11, the key store does not open (KeyStoreException)",
        "agent.cfg, none.cfg, provider SshAgent refuses its configuration (UncheckedIOException)"
      })
  void saysWhyThereIsNoKey(String one, String other, String problem) throws Exception {
    Path file = document(PATIENT.replace(one, other));

    assertThatThrownBy(() -> KeyFile.readPrivate(file))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("mandate.yaml: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'{type: SshAgent', '{pin: pr1vate, type: SshAgent', keyStore.pin",
    "'provider: SshAgent, ', '', providerConfigFile: name its provider too",
    "timeout: 2s, timeout: 99ms, limits.timeout",
    "timeout: 2s, timeout: 30001ms, limits.timeout",
    "sessions: 1, sessions: 0, limits.sessions",
    "sessions: 1, sessions: 65, limits.sessions"
  })
  void refusesMistakesWithTheirPlaces(String one, String other, String problem) throws Exception {
    Path file = document(AGENT.replace(one, other));

    assertThatThrownBy(() -> KeyFile.readPrivate(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mandate.yaml:")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("pr1vate");
  }

  /** One that is asked for by its name, behind one on the class path that is not all there. */
  @Test
  void saysThatAProviderDoesNotLoad() throws Exception {
    Path classes = directory.resolve("classes");
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("java.security.Provider"), "com.example.GoneProvider\n");
    Path file = document(PATIENT.replace("provider: SshAgent", "provider: Hsm"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] places = {classes.toUri().toURL()};
    try (URLClassLoader broken = new URLClassLoader(places, before)) {
      thread.setContextClassLoader(broken);

      assertThatThrownBy(() -> KeyFile.readPrivate(file))
          .isInstanceOf(KeyFile.Unusable.class)
          .hasMessageContaining("mandate.yaml: a provider on the class path does not load");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void neverRepeatsAPassword() throws Exception {
    makePkcs12();
    secret("another-word");
    Path file = document(PKCS12);

    assertThatThrownBy(() -> KeyFile.readPrivate(file))
        .isInstanceOf(KeyFile.Unusable.class)
        .hasMessageContaining("the key store does not open (IOException)")
        .hasMessageNotContaining("another-word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "keys.p12"})
  void refusesWhatOthersMayRead(String name) throws Exception {
    makePkcs12();
    Files.setPosixFilePermissions(
        directory.resolve(name), PosixFilePermissions.fromString("r--r-----"));
    Path file = document(PKCS12);

    assertThatThrownBy(() -> KeyFile.readPrivate(file)).hasMessageContaining("chmod 0400");
  }

  @ParameterizedTest
  @CsvSource({"1048576, does not open", "1048577, larger than 1 MiB"})
  void opensNoStoreAboveItsLimit(int size, String problem) throws Exception {
    makePkcs12();
    Files.write(directory.resolve("keys.p12"), new byte[size]);
    Path file = document(PKCS12);

    assertThatThrownBy(() -> KeyFile.readPrivate(file)).hasMessageContaining(problem);
  }

  private JwsVerifier.Result verified(SigningKey key) {
    PinnedKey pinned = PinnedKey.active(key.jwk(), Typ.MANDATE, Set.of());
    return new JwsVerifier(List.of(pinned), Typ.MANDATE, "any", 4096)
        .verify(Jws.sign(key, Typ.MANDATE, CLAIMS), Instant.now());
  }

  private Path document(String text) throws Exception {
    return Files.writeString(directory.resolve("mandate.yaml"), text);
  }

  private void makePkcs12() throws Exception {
    secret("p4ssword");
    Path store = directory.resolve("keys.p12");
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
      "-genkeypair",
      "-keyalg",
      "Ed25519",
      "-alias",
      "mandate",
      "-dname",
      "CN=mandate",
      "-storetype",
      "PKCS12",
      "-keystore",
      store.toString(),
      "-storepass",
      "p4ssword"
    };
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    java.security.KeyStore opened =
        java.security.KeyStore.getInstance(store.toFile(), "p4ssword".toCharArray());
    EdECPublicKey key = (EdECPublicKey) opened.getCertificate("mandate").getPublicKey();
    Files.delete(directory.resolve("mandate.jwk"));
    KeyFile.writePublic(directory.resolve("mandate.jwk"), Jwk.from(key));
  }

  private void secret(String word) throws Exception {
    Path file = directory.resolve("password");
    Files.deleteIfExists(file);
    KeyFile.writeSecret(file, Bytes.utf8(word + "\n"));
  }
}
