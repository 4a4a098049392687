package io.sallyport.bench.latency;

import io.sallyport.bench.site.Deliveries;
import io.sallyport.bench.site.GithubPush;
import io.sallyport.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that the gate has to refuse, in turn, each distinct. */
final class Garbage {
  /** One of so many is larger than a body may be. */
  static final int OVERSIZED_EVERY = 200;

  private static final int DEEP = 10_000;
  private static final int TOO_LARGE = (1 << 20) + 1;

  private final Deliveries deliveries;

  Garbage(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** The record of that number. */
  ProducerRecord<byte[], byte[]> of(int number) {
    String mark = "%040x".formatted(number);
    if (number % OVERSIZED_EVERY == 0) {
      return deliveries.of(body("{\"a\":\"" + mark + "x".repeat(TOO_LARGE) + "\"}"));
    }
    return switch (number % 4) {
      case 0 -> deliveries.of(notUtf8(mark));
      case 1 -> deliveries.of(body("{\"m\":\"" + mark + "\",\"a\":" + "[".repeat(DEEP)));
      case 2 -> deliveries.of(body("{\"m\":\"" + mark + "\",\"a\":1,\"a\":2}"));
      default -> {
        byte[] foreign = deliveries.key(Digest.sha256(body(mark)));
        yield deliveries.keyed(foreign, body(GithubPush.of("acme/shop", 1000, mark)));
      }
    };
  }

  private static byte[] notUtf8(String mark) {
    byte[] body = body("{\"m\":\"" + mark + "__\"}");
    body[body.length - 4] = (byte) 0xc0;
    body[body.length - 3] = (byte) 0xaf;
    return body;
  }

  private static byte[] body(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
