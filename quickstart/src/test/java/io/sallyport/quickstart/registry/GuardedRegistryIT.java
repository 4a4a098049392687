package io.sallyport.quickstart.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.confluent.Change;
import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.RegistryCredential;
import io.sallyport.confluent.RegistryException;
import io.sallyport.confluent.RegistryException.Reason;
import io.sallyport.confluent.RegistryTls;
import io.sallyport.confluent.RegistryTls.Store;
import io.sallyport.confluent.Subjects;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.testkit.TlsFront;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A registry behind TLS with client certificates and credentials, as managed ones are. */
@Timeout(180)
class GuardedRegistryIT {
  private static final String PASSWORD = "correct-horse-battery";
  private static final String WRONG = "wrong-donkey-socket";
  private static final String TOKEN = "token-of-the-registry";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, Schema> WANTED =
      Map.of("guarded-Note", new Schema.Parser().parse("{\"type\": \"string\"}"));

  @TempDir private static Path directory;
  private static RegistryProcess registry;
  private static TlsFront front;
  private static TlsFront otherwiseNamed;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private Level level = Level.INFO;

  @BeforeAll
  static void start() throws Exception {
    registry = RegistryProcess.start(directory.resolve("registry"));
    Pki pki = Pki.openOrCreate(directory.resolve("authority"));
    pki.issueServer("front", directory.resolve("front"));
    pki.issue("validator", directory.resolve("validator"));
    Pki stranger = Pki.openOrCreate(directory.resolve("other-authority"));
    stranger.issue("validator", directory.resolve("stranger"));
    List<String> credentials = List.of(TlsFront.basic("validator", PASSWORD), "Bearer " + TOKEN);
    Path files = directory.resolve("front");
    front = TlsFront.start("127.0.0.1", files, registry.url(), credentials);
    otherwiseNamed = TlsFront.start("127.0.0.2", files, registry.url(), credentials);
    Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    Files.writeString(directory.resolve("wrong"), WRONG + "\n");
    Files.writeString(directory.resolve("token"), TOKEN + "\n");
  }

  @AfterAll
  static void stop() {
    front.close();
    otherwiseNamed.close();
    registry.close();
  }

  @BeforeEach
  void listensToEveryLogger() {
    level = root.getLevel();
    root.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void keepsSecretsOutOfEveryLog() {
    root.detachAppender(log);
    root.setLevel(level);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .allSatisfy(GuardedRegistryIT::assertHoldsNoSecret);
  }

  @Test
  void takesAPasswordAndPemFiles() {
    assertThat(Subjects.apply(config(basic("password"), pem("validator")), WANTED))
        .extracting(Change::kind)
        .isSubsetOf(Change.Kind.REGISTERED, Change.Kind.COMPATIBILITY_SET);
    assertThat(Subjects.drift(config(basic("password"), pem("validator")), WANTED)).isEmpty();
  }

  @Test
  void takesATokenAndPkcs12Files() throws Exception {
    Pkcs12.write(directory.resolve("validator"), directory, WRONG);
    Optional<Path> password = Optional.of(directory.resolve("wrong"));
    RegistryTls tls =
        new RegistryTls(
            Optional.of(new Store(directory.resolve("trust.p12"), password)),
            Optional.of(new Store(directory.resolve("keys.p12"), password)));
    RegistryCredential bearer = new RegistryCredential.Bearer(directory.resolve("token"));

    Subjects.apply(config(bearer, tls), WANTED);

    assertThat(Subjects.drift(config(bearer, tls), WANTED)).isEmpty();
  }

  @Test
  void saysThatPkcs12FilesDoNotOpen() throws Exception {
    Pkcs12.write(directory.resolve("validator"), directory, WRONG);
    Optional<Path> password = Optional.of(directory.resolve("password"));
    Store store = new Store(directory.resolve("keys.p12"), password);
    RegistryTls tls = new RegistryTls(pem("validator").truststore(), Optional.of(store));

    assertThat(refusal(config(basic("password"), tls)).reason()).isEqualTo(Reason.REGISTRY_FILE);
  }

  @Test
  void saysThatAPasswordIsWrong() {
    RegistryException refusal = refusal(config(basic("wrong"), pem("validator")));

    assertThat(refusal.reason()).isEqualTo(Reason.REGISTRY_UNAUTHENTICATED);
    assertThat(refusal)
        .hasMessage(
            "registry-unauthenticated: the registry did not list versions of guarded-Note:"
                + " status 401, code 401");
    assertThat(front.requests()).last().isEqualTo("GET 401");
  }

  @Test
  void sendsNothingToARegistryOfAnotherAuthority() {
    int before = front.requests().size();

    assertThat(refusal(config(basic("password"), pem("stranger"))).reason())
        .isEqualTo(Reason.REGISTRY_UNTRUSTED);
    assertThat(refusal(config(basic("password"), RegistryTls.NONE)).reason())
        .isEqualTo(Reason.REGISTRY_UNTRUSTED);
    assertThat(front.requests()).hasSize(before);
  }

  @Test
  void sendsNothingToARegistryOfAnotherName() {
    RegistryConfig config =
        new RegistryConfig(
            otherwiseNamed.url(), PATIENCE, PATIENCE, basic("password"), pem("validator"));

    assertThat(refusal(config).reason()).isEqualTo(Reason.REGISTRY_UNTRUSTED);
    assertThat(otherwiseNamed.requests()).isEmpty();
  }

  /** The end of a connection may come before the word why. */
  @Test
  void doesNotComeInWithoutACertificate() {
    int before = front.requests().size();
    RegistryTls tls = new RegistryTls(pem("validator").truststore(), Optional.empty());

    assertThat(refusal(config(basic("password"), tls)).reason())
        .isIn(Reason.REGISTRY_UNTRUSTED, Reason.REGISTRY_UNREACHABLE);
    assertThat(front.requests()).hasSize(before);
  }

  @Test
  void saysWhichFileIsNotThere() {
    RegistryException refusal = refusal(config(basic("gone"), pem("validator")));

    assertThat(refusal.reason()).isEqualTo(Reason.REGISTRY_FILE);
    assertThat(refusal).hasMessageContaining(directory.resolve("gone").toString());
  }

  private static RegistryException refusal(RegistryConfig config) {
    RegistryException refusal =
        catchThrowableOfType(RegistryException.class, () -> Subjects.apply(config, WANTED));
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertHoldsNoSecret(trace.toString() + config);
    return refusal;
  }

  private static void assertHoldsNoSecret(String text) {
    assertThat(text)
        .doesNotContain(PASSWORD, WRONG, TOKEN)
        .doesNotContain(
            TlsFront.basic("validator", PASSWORD).substring("Basic ".length()),
            TlsFront.basic("validator", WRONG).substring("Basic ".length()));
  }

  private static RegistryConfig config(RegistryCredential credential, RegistryTls tls) {
    URI url = front.url();
    return new RegistryConfig(url, PATIENCE, PATIENCE, credential, tls);
  }

  private static RegistryCredential basic(String file) {
    return new RegistryCredential.Basic("validator", directory.resolve(file));
  }

  private static RegistryTls pem(String principal) {
    Path files = directory.resolve(principal);
    return new RegistryTls(
        Optional.of(new Store(files.resolve("ca.pem"), Optional.empty())),
        Optional.of(new Store(files.resolve("client.pem"), Optional.empty())));
  }
}
