package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The validator's mandate key is replaced while actions keep coming: two executors of the cell are
 * restarted one after the other, each time with the next bundle, as the reference tells.
 */
@Tag("NHI7")
class KeyRotationIT {
  static final String OLD = "keys/validator-mandate.jwk";
  private static final String NEW = "keys/validator-new.jwk";
  private static final String OVER = "keys/validator-over.jwk";
  private static final int PAUSE_MILLIS = 100;

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  private final AtomicInteger sent = new AtomicInteger();
  private final SigningKey newKey = SigningKey.generate();

  @TempDir private Path directory;
  private Stage stage;
  private Home first;
  private Home second;
  private Seal oldSeal;
  private Seal newSeal;
  private volatile List<Seal> validators = List.of();

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    first = stage.home();
    second = stage.secondHome();
    oldSeal = stage.installation().seal();
    newSeal = seal(newKey);
    for (Home home : List.of(first, second)) {
      KeyFile.writePublic(home.config().resolveSibling(NEW), newKey.jwk());
    }
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void noGenuineRecordIsRefusedWhileTheKeyIsReplaced() throws IOException {
    pin(first.bundle(), key(OLD, "active"), key(NEW, "next"));
    pin(second.bundle(), key(OLD, "active"), key(NEW, "next"));
    RoleProcess.Running one = ExecutorMain.start(first.config());
    RoleProcess.Running other = ExecutorMain.start(second.config());
    try (ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor()) {
      validators = List.of(oldSeal, newSeal);
      var sending = load.scheduleAtFixedRate(this::send, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      awaitMore(10);
      one = restart(one, first, verifyOnly(OLD, 900), key(NEW, "active"));
      awaitMore(10);
      validators = List.of(newSeal);
      other = restart(other, second, verifyOnly(OLD, 900), key(NEW, "active"));
      stage.awaitEndings(sent.get());
      one = restart(one, first, key(NEW, "active"));
      other = restart(other, second, key(NEW, "active"));
      awaitMore(10);
      sending.cancel(false);
    } finally {
      stage.awaitEndings(sent.get());
      one.close();
      other.close();
    }

    assertThat(stage.endings()).hasSize(sent.get()).containsOnly("SUCCEEDED");
    assertThat(stage.target().effects()).hasSize(sent.get()).doesNotHaveDuplicates();
  }

  /** What was sealed with a key that is not announced or was retired, taken or is over, is not. */
  @Test
  void recordsOfOtherKeysAreRefused() throws IOException {
    SigningKey overKey = SigningKey.generate();
    KeyFile.writePublic(first.config().resolveSibling(OVER), overKey.jwk());
    pin(first.bundle(), key(OLD, "revoked"), key(NEW, "active"), verifyOnly(OVER, -1));
    try (RoleProcess.Running _ = ExecutorMain.start(first.config())) {
      send(oldSeal);
      send(newSeal);
      send(seal(overKey));
      send(seal(SigningKey.generate()));

      assertThat(stage.awaitEndings(4))
          .containsExactlyInAnyOrder("key-not-valid", "SUCCEEDED", "key-not-valid", "key-unknown");
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  private Seal seal(SigningKey key) {
    Cluster.Installation here = stage.installation();
    return new Seal(key, here.environment(), here.topics().trusted(Seal.CELL));
  }

  private void send() {
    List<Seal> now = validators;
    send(now.get(sent.get() % now.size()));
  }

  private void send(Seal seal) {
    String environment = sent.get() / 2 % 2 == 0 ? "staging" : "production";
    int partition = environment.equals("staging") ? 0 : 1;
    ProducerRecord<byte[], byte[]> record =
        seal.record("delivery-" + sent, environment, partition, UnaryOperator.identity());
    cluster.produce(record);
    sent.incrementAndGet();
  }

  /** So many more actions are sent and ended. */
  private void awaitMore(int count) {
    int before = sent.get();
    Stage.await(() -> sent.get() >= before + count);
    stage.awaitEndings(before + count);
  }

  private static RoleProcess.Running restart(RoleProcess.Running running, Home home, String... keys)
      throws IOException {
    pin(home.bundle(), keys);
    running.close();
    return ExecutorMain.start(home.config());
  }

  static String key(String file, String state) {
    return "- {purpose: mandate, state: %s, cells: [deployments], keyFile: %s}"
        .formatted(state, file);
  }

  static String verifyOnly(String file, long seconds) {
    String until = ", notAfter: '" + Instant.now().plusSeconds(seconds) + "'}";
    return key(file, "verify-only").replace("}", until);
  }

  /** Replaces the mandate keys in a bundle. */
  static void pin(Path bundle, String... keys) throws IOException {
    Path trust = bundle.resolve("trust-validator.yaml");
    List<String> lines =
        Files.readAllLines(trust).stream()
            .filter(line -> !line.contains("purpose: mandate"))
            .flatMap(line ->
                line.equals("  keys:")
                    ? Stream.concat(Stream.of(line), Stream.of(keys).map(key -> "    " + key))
                    : Stream.of(line))
            .toList();
    Files.write(trust, lines);
  }
}
