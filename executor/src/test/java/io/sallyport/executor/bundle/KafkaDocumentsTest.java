package io.sallyport.executor.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sallyport.executor.bundle.HandlerDocument.Kind;
import io.sallyport.executor.handler.kafka.KafkaSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle with a record for a topic, and each refusal by one change to it. */
class KafkaDocumentsTest {
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: order}
      spec:
        action: com.example.actions.Order
        fingerprint: FINGERPRINT
        kafka:
          topic: shop.orders
          key: 'shop-{shop}'
          value: {json: [shop, tags]}
          headers: {kind: order, shop: '{shop}'}
          partition: 3
          maxRecord: 2KiB
      """;

  @TempDir private Path home;
  private BundleOnDisk bundle;

  @BeforeEach
  void writesBundle() throws IOException {
    bundle = BundleOnDisk.of(home, BundleOnDisk.type("Order", "shop"), HANDLER);
  }

  @Test
  void readsRecord() throws IOException {
    KafkaSpec spec = kafka();

    assertThat(spec.topic()).isEqualTo("shop.orders");
    assertThat(spec.partition()).contains(3);
    assertThat(spec.key().flatMap(key -> key.expand(_ -> "1"))).contains("shop-1");
    assertThat(spec.value().fields()).containsExactly("shop", "tags");
    assertThat(spec.headers()).containsOnlyKeys("kind", "shop");
    assertThat(spec.maxRecord()).isEqualTo(ByteCount.ofKib(2));
  }

  @Test
  void needsNoMoreThanTopicAndValue() throws IOException {
    bundle.change("handler.yaml", HANDLER.substring(HANDLER.indexOf("    headers")), "");
    bundle.change("handler.yaml", "    key: 'shop-{shop}'\n", "");

    KafkaSpec spec = kafka();

    assertThat(spec.partition()).isEmpty();
    assertThat(spec.key()).isEmpty();
    assertThat(spec.headers()).isEmpty();
    assertThat(spec.maxRecord()).isEqualTo(ByteCount.ofKib(64));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "topic: shop.orders | topic: __consumer_offsets | none of Kafka's own",
        "topic: shop.orders | topic: '{shop}' | must be the name of a topic",
        "topic: shop.orders | topic: shop/orders | must be the name of a topic",
        "topic: shop.orders | topic: .. | must be the name of a topic",
        "'shop-{shop}' | 'shop-{tags}' | {tags} is no string",
        "'shop-{shop}' | 'shop-{none}' | {none} is no string",
        "'shop-{shop}' | '{shop}{shop}' | no two fields side by side",
        "shop: '{shop}' | shop: '{tags}' | {tags} is no string",
        "[shop, tags] | [shop, none] | the type has no field none",
        "[shop, tags] | [] | must name one field at least",
        "kind: order | idempotency-key: order | not idempotency-key, mandate, traceparent",
        "kind: order | mandate: order | not idempotency-key, mandate, traceparent",
        "kind: order | Kind: order | 1 to 64 of a-z",
        "kind: order | 'a b': order | 1 to 64 of a-z",
        "partition: 3 | partition: -1 | partition",
        "partition: 3 | partition: 100000 | partition",
        "maxRecord: 2KiB | maxRecord: 1023B | maxRecord",
        "maxRecord: 2KiB | maxRecord: 1001KiB | maxRecord",
        "`  kafka:` | `  timeout: 3s\n  kafka:` | a kafka handler has none",
        "`  kafka:` | `  attempts: {max: 2}\n  kafka:` | attempts: a kafka handler has none",
        "`  kafka:` | `  circuit: {}\n  kafka:` | circuit: a kafka handler has none",
        "`  kafka:` | `  concurrency: 2\n  kafka:` | concurrency: a kafka handler has none",
        "`  kafka:` | `  credential: ci\n  kafka:` | a kafka handler has none",
        "`  kafka:` | `  http: {}\n  kafka:` |"
            + " exactly one of http, sql, process, java, ssh and kafka",
        "partition: 3 | partiton: 3 | did you mean",
      })
  void refuses(String part, String other, String message) throws IOException {
    bundle.change("handler.yaml", part, other);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  /** Nothing would remember how far the key has come: an older record could follow a newer one. */
  @Test
  void refusesTypeWithSequence() throws IOException {
    bundle.changeType("\"idempotent\"", "\"sequence\": \"at\", \"idempotent\"");
    String at = "{\"name\": \"at\", \"type\": {\"type\": \"long\", \"min\": 0, \"max\": 9}},";
    bundle.changeType("\"fields\": [", "\"fields\": [" + at);

    assertThatThrownBy(bundle::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("action: its type names a sequence");
  }

  @ParameterizedTest
  @CsvSource({"1024B, 1024", "1000KiB, 1024000"})
  void takesSizesAtTheirLimits(String text, long bytes) throws IOException {
    bundle.change("handler.yaml", "maxRecord: 2KiB", "maxRecord: " + text);

    assertThat(kafka().maxRecord().bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"31,true", "32,true", "33,false"})
  void takesSoManyHeaders(int count, boolean taken) throws IOException {
    String headers =
        IntStream.range(0, count)
            .mapToObj(number -> "h" + number + ": x")
            .collect(Collectors.joining(", "));
    bundle.change("handler.yaml", "kind: order, shop: '{shop}'", headers);

    if (taken) {
      assertThat(kafka().headers()).hasSize(count);
    } else {
      assertThatThrownBy(bundle::read).hasMessageContaining("headers: there are 32 at most");
    }
  }

  @ParameterizedTest
  @CsvSource({"63,true", "64,true", "65,false"})
  void takesHeaderNamesOfSuchLength(int length, boolean taken) throws IOException {
    bundle.change("handler.yaml", "kind: order", "h".repeat(length) + ": order");

    if (taken) {
      assertThat(kafka().headers()).containsKey("h".repeat(length));
    } else {
      assertThatThrownBy(bundle::read).hasMessageContaining("1 to 64 of a-z");
    }
  }

  private KafkaSpec kafka() throws IOException {
    return bundle.read().handlers().getFirst().kind() instanceof Kind.Kafka(KafkaSpec spec)
        ? spec
        : fail("no record");
  }
}
