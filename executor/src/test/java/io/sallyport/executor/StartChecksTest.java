package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.ambient.Ambient;
import io.sallyport.executor.bundle.BundleReader;
import io.sallyport.executor.bundle.HandlerDocument;
import io.sallyport.executor.bundle.Roots;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.process.Arguments;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process may inherit; what the broker must be is in {@link StartChecksIT}. */
@Tag("NHI6")
class StartChecksTest {
  private static final Map<String, String> CLEAN = Map.of("PATH", "/bin");
  private static final Map<String, String> LADEN = Map.of("AWS_PROFILE", "x", "CI_TOKEN", "s3cret");

  private static final String MINTER = "minter: {socket: /run/sallyport/minter.sock}";

  @TempDir private Path home;

  /** The JVM of the tests can be attached to, and that is all that is wrong. */
  @Test
  void refusesToHoldSecretsWhereOthersCanAttach() {
    assertThatThrownBy(() -> checks("dev: true").checkProcess(around(CLEAN)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "strict: others can attach to this JVM; start it with -XX:+DisableAttachMechanism");
  }

  @Test
  void tellsAllThatIsWrongByNameAndWithoutValue() throws IOException {
    Path netrc = Files.createFile(home.resolve(".netrc"));

    assertThatThrownBy(() -> checks("dev: true").checkProcess(around(LADEN)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("AWS_PROFILE, CI_TOKEN, " + netrc)
        .hasMessageContaining("others can attach to this JVM")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void toleratesTheKindThatItIsToldTo() {
    StartChecks checks = checks("dev: true, tolerates: [variables]");

    assertThatThrownBy(() -> checks.checkProcess(around(LADEN)))
        .hasMessageStartingWith("strict: others can attach");
  }

  @Test
  void toleratesAllWhenNotStrict() {
    StartChecks checks = checks("dev: true, strict: false");

    assertThatCode(() -> checks.checkProcess(around(LADEN))).doesNotThrowAnyException();
  }

  @Test
  void refusesToBeToldNeitherWhoSignsNorThatNobodyDoes() {
    assertThatThrownBy(() -> checks("strict: true"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("maintainers: name them, or dev: true");
  }

  @Test
  void refusesToReachWhatItsMinterHas() throws IOException {
    Roots roots = roots(Roots.ofMinter());

    assertThatThrownBy(() -> checks("dev: true, " + MINTER).checkRoots(roots))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("strict: the minter has")
        .hasMessageContaining(home.resolve("secrets/ci-token").toString());
    Files.delete(home.resolve("secrets/ci-token"));
    assertThatCode(() -> checks("dev: true, " + MINTER).checkRoots(roots))
        .doesNotThrowAnyException();
  }

  @Test
  void reachesRootsWithoutAMinterOrWhenNotStrict() throws IOException {
    Roots roots = roots(Roots.mine());

    assertThatCode(() -> checks("dev: true").checkRoots(roots)).doesNotThrowAnyException();
    assertThatCode(() -> checks("dev: true, strict: false, " + MINTER).checkRoots(roots))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatTheBrokersDoNotShow() {
    Config hidden = new Config(List.of(new ConfigEntry("retention.ms", null)));

    for (String name : List.of("retention.ms", "retention.bytes")) {
      assertThatThrownBy(() -> StartChecks.value("pay.ledger", hidden, name))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("the brokers do not show " + name + " of pay.ledger");
    }
  }

  /** Of the demo's bundle, whose one root lies in this home. */
  private Roots roots(Roots roots) throws IOException {
    Files.createDirectories(home.resolve("keys"));
    for (String name : List.of("validator-mandate", "operator", "second")) {
      KeyFile.writePublic(home.resolve("keys/" + name + ".jwk"), SigningKey.generate().jwk());
    }
    Path token =
        Files.writeString(
            Files.createDirectories(home.resolve("secrets")).resolve("ci-token"), "t");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--------"));
    Path bundle = Files.createDirectories(home.resolve("bundle/actions"));
    Files.copy(Seal.BUNDLE.resolve("actions/Deploy.avsc"), bundle.resolve("Deploy.avsc"));
    for (String file : List.of("handler-deploy", "credential-ci", "trust-validator")) {
      String text = Files.readString(Seal.BUNDLE.resolve(file + ".yaml"));
      Files.writeString(
          home.resolve("bundle/" + file + ".yaml"),
          text.replace("${target}", "http://127.0.0.1:9"));
    }
    SignedDirectory directory =
        new SignedDirectory(
            home.resolve("bundle"),
            SignedDirectory.Role.EXECUTOR,
            Optional.empty(),
            InstantSource.fixed(Instant.EPOCH));
    BundleReader.read(directory, home, Seal.CELL, roots);
    return roots;
  }

  @Test
  void takesProgramThatEachLayerHolds() {
    assertThatCode(() -> StartChecks.checkPrograms(List.of(program(Optional.empty(), List.of()))))
        .doesNotThrowAnyException();
  }

  /** Whoever sees the directory of the self-test's files is not held. */
  @Test
  void refusesProgramThatLayerDoesNotHold() {
    Path everything = Path.of(System.getProperty("java.io.tmpdir"));
    List<HandlerDocument> handlers = List.of(program(Optional.empty(), List.of(everything)));

    assertThatThrownBy(() -> StartChecks.checkPrograms(handlers))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("handler restart: require: bubblewrap does not hold");
  }

  @Test
  void refusesAnotherProgramThanPinned() {
    List<HandlerDocument> handlers =
        List.of(program(Optional.of(Digest.of(new byte[0])), List.of()));

    assertThatThrownBy(() -> StartChecks.checkPrograms(handlers))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("handler restart: sha256: the program is another one");
  }

  private static HandlerDocument program(Optional<Digest> pin, List<Path> read) {
    Confinement.Bounds bounds =
        new Confinement.Bounds(5, ByteCount.ofMib(64), 8, 32, ByteCount.ofKib(64));
    ProcessSpec spec =
        new ProcessSpec(
            new Program(Path.of("/usr/bin/true"), pin),
            Arguments.parse(List.of()),
            new JsonBody(List.of()),
            Set.of(),
            new Confinement(EnumSet.allOf(Layer.class), Map.of(), read, bounds),
            new ProcessSpec.Limits(Duration.ofSeconds(1), new ByteCount(0)));
    return new HandlerDocument(
        "restart",
        "com.example.Restart",
        Digest.of(new byte[0]),
        Optional.empty(),
        new HandlerDocument.Kind.Program(spec),
        Resilience.NONE);
  }

  private Ambient around(Map<String, String> environment) {
    return new Ambient(environment, home.resolve("root"), home, List.of());
  }

  private StartChecks checks(String authority) {
    Path file =
        write(
            home.resolve("config.yaml"),
            """
            apiVersion: sallyport/v1
            kind: Executor
            metadata: {name: executor}
            spec: {environment: test-k4x, cell: pay, keys: {receipt: r.pem},
              kafka: {bootstrap.servers: '127.0.0.1:1'}, %s}
            """
                .formatted(authority));
    return new StartChecks(ExecutorConfig.read(file));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
