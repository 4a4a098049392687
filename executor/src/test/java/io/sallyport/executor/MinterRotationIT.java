package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a minter's leases are made from, and the mandate key that it and its executor verify with,
 * are replaced while actions keep coming, as docs/how-to/rotate-keys.md tells. Both are processes.
 */
@Tag("NHI7")
class MinterRotationIT {
  private static final String NEXT_ROOT = "the-next-secret-of-the-client";
  private static final String NEXT_KEY = "keys/validator-new.jwk";
  private static final int PAUSE_MILLIS = 150;

  @TempDir private Path brokerDirectory;
  private final AtomicInteger sent = new AtomicInteger();
  private final SigningKey nextKey = SigningKey.generate();
  private Users users;
  private Cluster cluster;
  private MinterStage cell;
  private List<Path> homes;
  private volatile List<Seal> validators = List.of();
  private Process minter;
  private Process executor;

  @BeforeEach
  void starts() throws IOException {
    users = Users.prepare();
    cluster = new Cluster(brokerDirectory);
    cell = new MinterStage(cluster, users, "cell");
    homes =
        List.of(
            cell.root.resolveSibling("..").normalize(),
            cell.stage.home().config().resolveSibling(""));
    validators = List.of(cell.stage.installation().seal());
    minter = cell.minter();
    executor = cell.executor();
  }

  @AfterEach
  void ends() throws IOException {
    cell.close();
    cluster.close();
    users.close();
  }

  @Test
  void losesAndRefusesNothingWhileRootsAndKeysAreReplaced() throws Exception {
    try (ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor()) {
      var sending = load.scheduleAtFixedRate(this::send, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      awaitMore();
      replaceRoot();
      announceKey();
      restart();
      validators = List.of(cell.stage.installation().seal(), seal());
      awaitMore();
      validators = List.of(seal());
      awaitMore();
      pin(KeyRotationIT.verifyOnly(KeyRotationIT.OLD, 900), KeyRotationIT.key(NEXT_KEY, "active"));
      restart();
      awaitMore();
      sending.cancel(false);
    }

    assertThat(cell.stage.awaitEndings(sent.get())).hasSize(sent.get()).containsOnly("SUCCEEDED");
    assertThat(cell.stage.target().effects()).hasSize(sent.get()).doesNotHaveDuplicates();
    assertThat(cell.issuer.calls("/token"))
        .anyMatch(call -> Issuer.isBasic(call, Issuer.SECRET))
        .anyMatch(call -> Issuer.isBasic(call, NEXT_ROOT));
    assertThat(Chains.broken(cluster, cell.stage.installation(), cell.stage.home())).isEmpty();
  }

  /** The issuer knows both secrets for a while; the next lease is made from the new one. */
  private void replaceRoot() throws IOException {
    cell.issuer.knowsClientBy(
        call -> Issuer.isBasic(call, Issuer.SECRET) || Issuer.isBasic(call, NEXT_ROOT));
    Path next = Files.writeString(cell.root.resolveSibling("next"), NEXT_ROOT);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("r--------"));
    give(next, cell.root);
    Files.move(next, cell.root, StandardCopyOption.ATOMIC_MOVE);
    awaitMore();
    cell.issuer.knowsClientBy(call -> Issuer.isBasic(call, NEXT_ROOT));
    awaitMore();
  }

  private void announceKey() throws IOException {
    for (Path home : homes) {
      Path key = home.resolve(NEXT_KEY);
      KeyFile.writePublic(key, nextKey.jwk());
      give(key, home);
    }
    pin(KeyRotationIT.key(KeyRotationIT.OLD, "active"), KeyRotationIT.key(NEXT_KEY, "next"));
  }

  private void pin(String... keys) throws IOException {
    for (Path home : homes) {
      KeyRotationIT.pin(home.resolve("bundle"), keys);
    }
  }

  /** What an executor has claimed would fail without its minter, so it ends first. */
  private void restart() throws IOException, InterruptedException {
    end(executor);
    end(minter);
    minter = cell.minter();
    executor = cell.executor();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void give(Path file, Path as) throws IOException {
    Files.setOwner(file, Files.getOwner(as));
  }

  private Seal seal() {
    Cluster.Installation here = cell.stage.installation();
    return new Seal(nextKey, here.environment(), here.topics().trusted(Seal.CELL));
  }

  private void send() {
    List<Seal> now = validators;
    int number = sent.getAndIncrement();
    String environment = number % 2 == 0 ? "staging" : "production";
    cluster.produce(
        now.get(number / 2 % now.size())
            .record("delivery-" + number, environment, number % 2, UnaryOperator.identity()));
  }

  /** So many more actions are sent, and have ended. */
  private void awaitMore() {
    int enough = sent.get() + 10;
    Stage.await(() -> sent.get() >= enough);
    cell.stage.awaitEndings(enough);
  }
}
