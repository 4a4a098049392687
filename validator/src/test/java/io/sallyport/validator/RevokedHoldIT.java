package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits for persons in the real process on a real broker, and then is revoked. */
@Tag("NHI1")
@Tag("CSF-RS.MI")
@Timeout(600)
class RevokedHoldIT {
  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static String forged = "";
  private static List<HoldEnding> revoked = List.of();
  private static List<HoldEnding> afterKill = List.of();

  @BeforeAll
  static void holdRevokeAndKill() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    Bundles.copy(bundle);
    People.approvers(bundle);
    Bundles.replace(
        bundle,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n"
            + "    - {id: ask, effect: stepUp, when: 'true', group: managers, threshold: 2}");
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push("a");
    installation.metricsWith("\nsallyport_validator_held 1\n");
    revoke(SigningKey.generate(), "everything");
    revoke(Demo.OPERATOR_KEY, "source:gitlab");
    push("b");
    forged = installation.metricsWith("\nsallyport_validator_held 2\n");
    revoke(Demo.OPERATOR_KEY, "source:github");
    revoked = endings(2);
    installation.killValidator();
    push("c");
    installation.startValidator();
    afterKill = endings(3);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  private static void push(String commit) throws Exception {
    byte[] body =
        Demo.push("acme/shop", "main", commit.repeat(40)).getBytes(StandardCharsets.UTF_8);
    byte[] key = Demo.id(body).key();
    int partition = Partitions.of(key, Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(Demo.TOPICS.untrusted(), partition, key, body, Demo.headers()));
  }

  private static void revoke(SigningKey key, String target) throws Exception {
    Revocation revocation =
        new Revocation(
            Demo.OPERATOR,
            started.orElseThrow().environment(),
            "revocation-of-" + target.replace(':', '-'),
            Instant.now(),
            new Revocation.Order.Revoke(Target.parse(target).orElseThrow()),
            "a test");
    byte[] value = RevocationCodec.sign(key, revocation).getBytes(StandardCharsets.US_ASCII);
    traffic().send("operator", new ProducerRecord<>(Demo.TOPICS.revocations(), new byte[0], value));
  }

  private static Traffic traffic() {
    return new Traffic(started.orElseThrow());
  }

  /** How holds ended, once there are so many. */
  private static List<HoldEnding> endings(int count) {
    return Readback.endings(started.orElseThrow().client("operator"), count);
  }

  @Test
  void endsWhatWaitsAndAsksNobody() {
    assertThat(revoked).hasSize(2).extracting(HoldEnding::code).containsOnly(Code.REVOKED);
  }

  @Test
  void knowsItAfterAKill() {
    assertThat(afterKill).hasSize(3).extracting(HoldEnding::code).containsOnly(Code.REVOKED);
  }

  @Test
  void believesNoStrangerAndShowsWhatItKnows() {
    assertThat(forged)
        .containsPattern("\nsallyport_revocations_age_seconds [0-9.E-]+\n")
        .contains("\nsallyport_validator_held 2\n");
  }
}
