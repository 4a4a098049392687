package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;

/** One test's installation with its target and an executor's home, and what came of it. */
final class Stage implements AutoCloseable {
  private static final UnaryOperator<Mandate> GENUINE = UnaryOperator.identity();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Cluster cluster;
  private final Path directory;
  private final Cluster.Installation installation;
  private final FakeTarget target;
  private final Home home;

  Stage(Cluster cluster, Path directory) throws IOException {
    this.cluster = cluster;
    this.directory = directory;
    this.installation = cluster.install("it" + NUMBER.incrementAndGet());
    this.target = new FakeTarget();
    this.home = new Home(directory.resolve("home"), cluster, installation, target);
  }

  Cluster.Installation installation() {
    return installation;
  }

  FakeTarget target() {
    return target;
  }

  Home home() {
    return home;
  }

  /** The home of another executor of the same cell. */
  Home secondHome() throws IOException {
    return new Home(directory.resolve("second"), cluster, installation, target);
  }

  ProducerRecord<byte[], byte[]> sealed(String delivery, String environment) {
    int partition = environment.equals("staging") ? 0 : 1;
    return installation.seal().record(delivery, environment, partition, GENUINE);
  }

  /** An operator revokes a source. */
  void revoke(String source) {
    Target target = new Target(Target.Kind.SOURCE, source);
    Revocation revocation =
        new Revocation(
            "operator",
            installation.environment(),
            "revocation-000001",
            Instant.EPOCH,
            new Revocation.Order.Revoke(target),
            "test");
    byte[] jws = Bytes.utf8(RevocationCodec.sign(installation.operator(), revocation)).toArray();
    cluster.produce(
        new ProducerRecord<>(
            installation.topics().revocations(), 0, Bytes.utf8(revocation.id()).toArray(), jws));
  }

  /** Whether the executors may read revocations, so that somebody confirms that none is missing. */
  void mayReadRevocations(boolean may) throws ExecutionException, InterruptedException {
    AclBinding read =
        new AclBinding(
            new ResourcePattern(
                ResourceType.TOPIC, installation.topics().revocations(), PatternType.LITERAL),
            new AccessControlEntry(
                "User:" + Topics.executorPrincipal(Seal.CELL),
                "*",
                AclOperation.ALL,
                AclPermissionType.DENY));
    if (may) {
      cluster.admin().deleteAcls(List.of(read.toFilter())).all().get();
    } else {
      cluster.admin().createAcls(List.of(read)).all().get();
    }
  }

  String ledger() {
    return installation.topics().ledger(Seal.CELL);
  }

  /** Results of outcomes and codes of rejections, in ledger order. */
  List<String> endings() {
    return endings(ledger());
  }

  /** The same of another cell. */
  List<String> endings(String ledger) {
    return cluster.read(ledger).stream()
        .map(record -> LedgerCodec.parse(record.value()).orElseThrow())
        .filter(record -> !(record instanceof LedgerRecord.Claim))
        .filter(record -> !(record instanceof LedgerRecord.Postponement))
        .map(record ->
            switch (record) {
              case LedgerRecord.Outcome outcome -> outcome.result().name();
              case LedgerRecord.Rejection rejection -> rejection.code().text();
              case LedgerRecord.Claim claim -> throw new AssertionError(claim);
              case LedgerRecord.Postponement postponement -> throw new AssertionError(postponement);
              case LedgerRecord.Resolution resolution -> throw new AssertionError(resolution);
            })
        .toList();
  }

  List<String> awaitEndings(int count) {
    await(() -> endings().size() >= count);
    return endings();
  }

  static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(250))
        .until(condition);
  }

  void awaitReady(Process process) {
    awaitReady(process, home.log());
  }

  static void awaitReady(Process process, Path log) {
    await(() -> {
      assertThat(process.isAlive()).isTrue();
      return Files.readString(log, StandardCharsets.UTF_8).contains("\"ready\"");
    });
  }

  static void signal(Process process, String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    target.close();
    Canary.assertUnseenBelow(directory);
  }
}
