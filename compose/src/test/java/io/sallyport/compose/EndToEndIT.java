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

/** The real processes under kill -9: every delivery is accounted for, nothing is done twice. */
class EndToEndIT {
  private static final long SEED = 20261121;
  private static final int DELIVERIES = 200;

  @TempDir Path directory;

  @Test
  void accountsForEveryDeliveryWhileProcessesAreKilled() {
    List<Payloads.Payload> payloads = new Payloads(SEED).take(DELIVERIES);
    try (Stack stack = Stack.start(directory.resolve("data"))) {
      send(stack, payloads.subList(0, 60));
      Stack.kill(stack.process("validator"));
      send(stack, payloads.subList(60, 120));
      Stack.kill(stack.process("executor"));
      send(stack, payloads.subList(120, 160));
      stack.killEverything();
      stack.startAgain();
      send(stack, payloads.subList(160, DELIVERIES));

      JsonNode tally = stack.tally(Duration.ofSeconds(90)).json();

      assertThat(tally.at("/received").intValue()).as("%s", tally).isEqualTo(DELIVERIES);
      assertThat(tally.at("/unaccounted").intValue()).as("%s", tally).isZero();
      assertThat(tally.at("/pending").intValue()).as("%s", tally).isZero();
      assertThat(doneTwice(stack)).isEmpty();
    }
  }

  private static void send(Stack stack, List<Payloads.Payload> payloads) {
    Sender sender = new Sender(stack.ingest(), stack.secret());
    for (Payloads.Payload payload : payloads) {
      assertThat(sender.send(payload.event(), payload.body().toArray())).isEqualTo(202);
    }
  }

  private static Set<String> doneTwice(Stack stack) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (JsonNode effect : stack.effects()) {
      String key = effect.path("idempotencyKey").asText();
      if (!once.add(key)) {
        twice.add(key);
      }
    }
    assertThat(once).as("effects at the target").isNotEmpty();
    return twice;
  }
}
