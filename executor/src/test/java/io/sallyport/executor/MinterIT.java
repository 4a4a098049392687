package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.executor.MinterStage.Asker;
import io.sallyport.executor.credential.minted.MintRequest;
import io.sallyport.executor.credential.oauth.Issuer;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor and its minter as processes of two users, with a real broker. */
@Tag("AARM-R9")
@Tag("NHI7")
class MinterIT {
  @TempDir private static Path brokerDirectory;
  private static Users users;
  private static Cluster cluster;
  private static int number;

  private MinterStage cell;

  @BeforeAll
  static void startsBroker() throws IOException {
    users = Users.prepare();
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() throws IOException {
    cluster.close();
    users.close();
  }

  @BeforeEach
  void opens() throws IOException {
    cell = new MinterStage(cluster, users, "cell-" + number++);
  }

  @AfterEach
  void closes() {
    cell.close();
  }

  /** Well before a lease would end by itself. */
  private static void soon(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(8)).until(condition);
  }

  @Test
  void performsWithLeasesOfTheMinter() throws IOException {
    cell.minter();
    cell.executor();
    cluster.produce(cell.stage.sealed("delivery", "staging"));

    assertThat(cell.stage.awaitEndings(1)).containsExactly("SUCCEEDED");
    assertThat(cell.stage.target().tokens()).containsExactly("Bearer t0ken-1");
    assertThat(cell.issuer.calls("/token").getFirst().form())
        .containsEntry("scope", "deploy:staging");
    Stage.await(() -> cell.issuer.live().isEmpty());
  }

  @Test
  void keepsTheRootsFromTheExecutorsUser() throws Exception {
    Process minter = cell.minter();
    String process = "/proc/" + minter.pid();

    assertThat(Users.run(Users.MINTER, List.of("cat", cell.root.toString())))
        .isEqualTo("0 " + Issuer.SECRET);
    assertThat(Users.run(Users.EXECUTOR, List.of("cat", cell.root.toString())))
        .contains("Permission denied");
    for (String part : List.of("/mem", "/environ", "/maps", "/fd/0", "/root/etc/passwd")) {
      assertThat(Users.run(Users.EXECUTOR, List.of("head", "-c", "1", process + part)))
          .as(part)
          .contains("Permission denied");
    }
    assertThat(Users.run(Users.EXECUTOR, List.of("kill", String.valueOf(minter.pid()))))
        .contains("not permitted");
    assertThat(minter.isAlive()).isTrue();
  }

  /** The sleeper shows that the same try works where users are not kept apart. */
  @Test
  void keepsItsMemoryFromTheExecutorsUser() throws Exception {
    Process minter = cell.minter();
    Process sleeper =
        new ProcessBuilder(Users.as(Users.EXECUTOR, Users.EXECUTOR, List.of("sleep", "60")))
            .start();
    try {
      assertThat(traced(Users.EXECUTOR, minter)).isEqualTo("refused");
      assertThat(traced(Users.MINTER, minter)).isEqualTo("refused");
      assertThat(traced(Users.EXECUTOR, sleeper)).isEqualTo("traced");
    } finally {
      sleeper.destroyForcibly();
    }
  }

  /** Else it would lend nothing one day, and nobody was told before. */
  @Test
  void showsWhenAKeyThatItBelievesEnds() throws IOException {
    Instant end = Instant.parse("2100-01-01T00:00:00Z");
    Path trust = cell.root.resolveSibling("../bundle/trust-validator.yaml").normalize();
    String keys = Files.readString(trust);
    String until = "validator-mandate.jwk, notAfter: '" + end + "'}";
    Files.writeString(trust, keys.replace("validator-mandate.jwk}", until));
    cell.minter();

    String key = cell.stage.installation().key().keyId();
    assertThat(cell.metrics.value("sallyport_executor_key_not_after_seconds{key=\"" + key + "\"}"))
        .isEqualTo((double) end.getEpochSecond());
  }

  private static String traced(int user, Process process) throws IOException {
    Process tracer =
        users.java(
            user,
            user,
            users.directory("traces").resolve("log"),
            "io.sallyport.executor.minter.TraceMain",
            String.valueOf(process.pid()));
    return new String(tracer.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  @Test
  void lendsATakenExecutorOnlyWhatWasSealedForIt() throws IOException {
    cell.minter();
    Asker taken = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    SealedRecord genuine = cell.genuine("genuine");

    assertThat(taken.ask(MinterStage.lend("ci", forged()))).isEqualTo("key-unknown");
    assertThat(taken.ask(MinterStage.lend("ci", expired()))).isEqualTo("expired");
    assertThat(taken.ask(MinterStage.lend("ci", ofAnotherCell()))).isEqualTo("audience-mismatch");
    assertThat(taken.ask(MinterStage.lend("other", genuine))).isEqualTo("lease-mismatch");
    assertThat(taken.ask(new MintRequest.TakeBack("lease"))).isEqualTo("lease-malformed");
    assertThat(taken.ask(new byte[] {1})).isEqualTo("lease-malformed");
    assertThat(cell.issuer.calls("/token")).isEmpty();
    assertThat(taken.ask(MinterStage.lend("ci", genuine))).isEqualTo("lent t0ken-1");
    assertThat(taken.ask(MinterStage.lend("ci", genuine))).isEqualTo("lease-repeated");
    assertThat(cell.issuer.live()).containsExactly("t0ken-1");
  }

  private SealedRecord forged() {
    Cluster.Installation installation = cell.stage.installation();
    String topic = installation.topics().trusted(Seal.CELL);
    Seal other = new Seal(SigningKey.generate(), installation.environment(), topic);
    return MinterStage.of(other.record("forged", "staging", 0, UnaryOperator.identity()));
  }

  private SealedRecord expired() {
    return MinterStage.of(
        cell.stage
            .installation()
            .seal()
            .record("expired", "staging", 0, mandate -> Copies.issued(mandate, -900)));
  }

  private SealedRecord ofAnotherCell() {
    Cluster.Installation installation = cell.stage.installation();
    String topic = installation.topics().trusted(Seal.CELL);
    Seal other = new Seal(installation.key(), installation.environment(), topic, "payments");
    return MinterStage.of(other.record("other", "staging", 0, UnaryOperator.identity()));
  }

  @Test
  void hangsUpOnEverybodyElse() throws IOException {
    cell.minter();
    Asker inTheGroup = cell.asker(Users.THIRD, Users.EXECUTOR);
    Asker outside = cell.asker(Users.THIRD, Users.THIRD);
    MintRequest genuine = MinterStage.lend("ci", cell.genuine("genuine"));

    assertThat(inTheGroup.ask(genuine)).isEqualTo("hung up on");
    assertThat(outside.ask(genuine)).isEqualTo("not let in");
    assertThat(cell.issuer.calls("/token")).isEmpty();
  }

  @Test
  void takesBackWhatAKilledExecutorHeld() throws Exception {
    cell.minter();
    Process executor = cell.executor();
    cell.stage.target().hang();
    cluster.produce(cell.stage.sealed("delivery", "staging"));
    Stage.await(() -> cell.stage.target().effects().size() == 1);
    assertThat(cell.issuer.live()).containsExactly("t0ken-1");
    Stage.kill(executor);

    soon(() -> cell.issuer.live().isEmpty());
  }

  @Test
  void anExecutorOutlivesItsMinter() throws Exception {
    Process minter = cell.minter();
    Process executor = cell.executor();
    Stage.kill(minter);
    cluster.produce(cell.stage.sealed("without", "staging"));

    assertThat(cell.stage.awaitEndings(1)).containsExactly("FAILED");
    assertThat(cell.readiness()).startsWith("503").contains("the minter does not answer");
    cell.minter();
    assertThat(cell.readiness()).startsWith("200");
    cluster.produce(cell.stage.sealed("with", "staging"));
    assertThat(cell.stage.awaitEndings(2)).containsExactly("FAILED", "SUCCEEDED");
    assertThat(cell.stage.target().effects()).hasSize(1);
    assertThat(executor.isAlive()).isTrue();
  }

  /** What a killed one could not take back ends by itself; a role is dropped by the next one. */
  @Test
  void dropsTheRolesOfAKilledOne() throws Exception {
    Shop.open();
    cell.lendRoles();
    Process minter = cell.minter();
    Asker taken = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    assertThat(taken.ask(MinterStage.lend("ci", cell.change("delivery")))).startsWith("lent");
    Stage.kill(minter);
    String role = Shop.roles().getFirst();
    Shop.DATABASE.run("ALTER ROLE " + role + " VALID UNTIL '2020-01-01'");
    cell.minter();

    Stage.await(() -> Shop.roles().isEmpty());
  }

  @Test
  void dropsTheRoleOfAKilledExecutor() throws Exception {
    Shop.open();
    cell.lendRoles();
    cell.minter();
    Asker taken = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    assertThat(taken.ask(MinterStage.lend("ci", cell.change("delivery")))).startsWith("lent");
    assertThat(Shop.roles()).hasSize(1);
    Stage.kill(taken.process());

    soon(() -> Shop.roles().isEmpty());
    Asker next = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    assertThat(next.ask(MinterStage.lend("ci", cell.change("delivery"), 2))).startsWith("lent");
    assertThat(next.ask(MinterStage.lend("ci", cell.change("delivery"), 4)))
        .isEqualTo("lease-repeated");
  }

  @Test
  void remembersWhatItLentWhenItIsKilled() throws Exception {
    Process minter = cell.minter();
    Asker taken = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    SealedRecord genuine = cell.genuine("genuine");
    assertThat(taken.ask(MinterStage.lend("ci", genuine))).startsWith("lent");
    Stage.kill(minter);
    cell.minter();

    assertThat(taken.ask(MinterStage.lend("ci", genuine))).isEqualTo(Code.LEASE_REPEATED.text());
  }

  @Test
  void readsRevocationsItself() throws Exception {
    cell.minter();
    Asker taken = cell.asker(Users.EXECUTOR, Users.EXECUTOR);
    assertThat(taken.ask(MinterStage.lend("ci", cell.genuine("before")))).startsWith("lent");
    cell.stage.revoke("github");

    soon(() -> cell.issuer.live().isEmpty());
    assertThat(taken.ask(MinterStage.lend("ci", cell.genuine("after")))).isEqualTo("revoked");
  }
}
