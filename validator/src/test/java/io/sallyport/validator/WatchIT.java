package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a watch remembers in the real process on a real broker, over kills. */
@Tag("NHI3")
@Tag("ASI10")
@Timeout(600)
class WatchIT {
  @TempDir static Path directory;
  private static Optional<Installation> started = Optional.empty();
  private static List<DeskRuling> rulings = List.of();

  @BeforeAll
  static void actKillAndActAgain() throws Exception {
    Path bundle = Files.createDirectories(directory.resolve("bundle"));
    Bundles.copy(bundle);
    Bundles.write(
        bundle,
        "watch.yaml",
        """
        apiVersion: sallyport/v1
        kind: Watch
        metadata: {name: pushes}
        spec:
          source: github
          alarms:
            - {id: first, on: firstAction, response: alert}
            - {id: elsewhere, on: newTarget, after: 1, response: stop, for: 1h}
        """);
    Installation installation = Installation.start(directory, bundle);
    started = Optional.of(installation);
    installation.startValidator();
    push("main", 1);
    rulings(1);
    installation.killValidator();
    push("main", 2);
    installation.startValidator();
    rulings(2);
    push("release", 3);
    rulings(3);
    installation.killValidator();
    push("main", 4);
    installation.startValidator();
    rulings = rulings(4);
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Installation::close);
  }

  @Test
  void knowsAfterAKillWhatWasNewBefore() {
    assertThat(rulings.subList(0, 2))
        .extracting(DeskRuling::code)
        .containsExactly(Code.FIRST_ACTION, Code.PERMITTED);
  }

  @Test
  void staysStoppedAfterAKill() {
    assertThat(rulings.subList(2, 4))
        .extracting(DeskRuling::code)
        .containsExactly(Code.NEW_TARGET, Code.SENDER_STOPPED);
  }

  @Test
  void sealsWhatItLetPassAndNothingOfWhoIsStopped() {
    List<Mandate> sealed = traffic().sealed(2);

    assertThat(sealed).hasSize(2);
    assertThat(sealed.getFirst().decision().policy()).contains("first");
    assertThat(sealed.getFirst().desk()).contains(DeskKey.ofPrincipal("github", "source:github"));
  }

  private static Traffic traffic() {
    return new Traffic(started.orElseThrow());
  }

  private static void push(String branch, int number) throws Exception {
    byte[] body =
        Demo.push("acme/shop", branch, "%040x".formatted(number)).getBytes(StandardCharsets.UTF_8);
    Bundle bundle = Bundles.read(directory.resolve("bundle"));
    DedupeId id =
        DedupeIdentity.of(Optional.ofNullable(bundle.sources().get("github")).orElseThrow(), body);
    int partition = Partitions.of(id.key(), Demo.PARTITIONS);
    traffic()
        .send(
            "ingest",
            new ProducerRecord<>(
                Demo.TOPICS.untrusted(), partition, id.key(), body, Demo.headers()));
  }

  private static List<DeskRuling> rulings(int count) {
    return traffic().rulings(count);
  }
}
