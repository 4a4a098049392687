package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sender to effect through the real processes, whatever ends meanwhile. */
abstract class EndToEndSuite {
  static final int DELIVERIES = 200;
  private static final long SEED = 20261121;

  @TempDir Path directory;

  /** A new installation with that data directory. */
  abstract Site start(Path data);

  @Test
  void accountsForEveryDeliveryWhileTheBrokerRestarts() {
    List<Payloads.Payload> payloads = payloads();
    try (Site site = start(directory.resolve("data"))) {
      send(site, payloads.subList(0, 80));
      site.restartBroker();
      send(site, payloads.subList(80, 140));
      site.restartBroker();
      send(site, payloads.subList(140, DELIVERIES));

      assertAccounted(site);
    }
  }

  static List<Payloads.Payload> payloads() {
    return new Payloads(SEED).take(DELIVERIES);
  }

  static void send(Site site, List<Payloads.Payload> payloads) {
    Sender sender = new Sender(site.ingest(), site.secret());
    for (Payloads.Payload payload : payloads) {
      assertThat(sender.send(payload.event(), payload.body().toArray())).isEqualTo(202);
    }
  }

  static void assertAccounted(Site site) {
    JsonNode tally = site.tally(Duration.ofSeconds(90)).json();

    assertThat(tally.at("/received").intValue()).as("%s", tally).isEqualTo(DELIVERIES);
    assertThat(tally.at("/unaccounted").intValue()).as("%s", tally).isZero();
    assertThat(tally.at("/pending").intValue()).as("%s", tally).isZero();
    assertThat(doneTwice(site)).isEmpty();
  }

  private static Set<String> doneTwice(Site site) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (JsonNode effect : site.effects()) {
      String key = effect.path("idempotencyKey").asText();
      if (!once.add(key)) {
        twice.add(key);
      }
    }
    assertThat(once).as("effects at the target").isNotEmpty();
    return twice;
  }
}
