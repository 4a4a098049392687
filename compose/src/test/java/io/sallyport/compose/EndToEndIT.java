package io.sallyport.compose;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With {@code sallyport up}, under kill -9 of each of its processes and of all. */
class EndToEndIT extends EndToEndSuite {
  @Override
  Site start(Path data) {
    return Stack.start(data);
  }

  @Test
  void accountsForEveryDeliveryWhileProcessesAreKilled() {
    List<Payloads.Payload> payloads = payloads();
    try (Stack stack = Stack.start(directory.resolve("data"))) {
      send(stack, payloads.subList(0, 60));
      Stack.kill(stack.process("validator"));
      send(stack, payloads.subList(60, 120));
      Stack.kill(stack.process("executor"));
      send(stack, payloads.subList(120, 160));
      stack.killEverything();
      stack.startAgain();
      send(stack, payloads.subList(160, DELIVERIES));

      assertAccounted(stack);
    }
  }
}
