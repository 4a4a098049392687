package io.sallyport.bench.kill;

import io.sallyport.bench.site.Deliveries;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Deliveries that end in every way, the same for the same seed. Owned by one thread. */
final class Traffic {
  private final Deliveries deliveries;
  private final Random random;
  private int remembered;
  private int next;

  Traffic(Deliveries deliveries, Random random) {
    this.deliveries = deliveries;
    this.random = random;
  }

  /** One more delivery to remember: denied by policy. */
  ProducerRecord<byte[], byte[]> filling() {
    return record(denied(remembered++));
  }

  /** Of ten: four sealed, one denied, two sent before, one each unbound, ignored, unreadable. */
  ProducerRecord<byte[], byte[]> mixed() {
    int number = next++;
    return switch (number % 10) {
      case 0, 1, 2, 3 -> record(allowed(number));
      case 4 -> filling();
      case 5 -> record(denied(random.nextInt(Math.max(1, remembered))));
      case 6 -> record(allowed(number / 10 == 0 ? 0 : 10 * random.nextInt(number / 10)));
      case 7 -> record(push("acme/shop", "commit " + number));
      case 8 -> record("{\"number\":" + number + "}");
      default -> record("{\"number\":" + number);
    };
  }

  private static String denied(int number) {
    return push("acme/other", "%040x".formatted(number));
  }

  private static String allowed(int number) {
    return push("acme/shop", "%040x".formatted(number));
  }

  private static String push(String repository, String commit) {
    return """
    {"ref":"refs/heads/main","after":"%s","repository":{"full_name":"%s"},\
    "pusher":{"name":"octo"},"sender":{"login":"octo"},"head_commit":{"message":"till"}}\
    """
        .formatted(commit, repository);
  }

  private ProducerRecord<byte[], byte[]> record(String body) {
    return deliveries.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
