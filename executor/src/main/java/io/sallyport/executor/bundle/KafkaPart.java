package io.sallyport.executor.bundle;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.contract.Topics;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.kafka.KafkaSpec;
import io.sallyport.executor.handler.kafka.RecordTemplate;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part {@code kafka} of a Handler document. */
final class KafkaPart {
  private static final Pattern HEADER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int MAX_PARTITION = 99_999;
  private static final int ANY = -1;

  /** Kafka's own are no target, and what other roles believe must not be what a field says. */
  private static final Set<String> RESERVED =
      Set.of(KafkaSpec.IDEMPOTENCY_KEY, "mandate", "traceparent");

  private KafkaPart() {}

  /** Reads the part against the type that it performs. */
  static KafkaSpec read(ConfigNode kafka, Optional<ActionType> type) {
    Optional<RecordTemplate> key = kafka.optionalText("key").map(RecordTemplate::parse);
    List<String> value = kafka.child("value").texts("json");
    Map<String, RecordTemplate> headers = headers(kafka);
    if (value.isEmpty()) {
      kafka.problem("value", "json must name one field at least: a record without value deletes");
    }
    type.ifPresent(known -> {
      checkValue(kafka, known, value);
      key.ifPresent(template -> checkTemplate(kafka, known, "key", template));
      headers.values().forEach(template -> checkTemplate(kafka, known, "headers", template));
    });
    return new KafkaSpec(
        topic(kafka),
        partition(kafka),
        key,
        new JsonBody(value),
        headers,
        kafka.size("maxRecord", ByteCount.ofKib(64), ByteCount.ofKib(1), ByteCount.ofKib(1000)));
  }

  private static String topic(ConfigNode kafka) {
    String topic = kafka.text("topic");
    if (!Topics.isTarget(topic)) {
      kafka.problem("topic", "must be the name of a topic, and none of Kafka's own");
    }
    return topic;
  }

  private static Optional<Integer> partition(ConfigNode kafka) {
    int partition = Math.toIntExact(kafka.integer("partition", ANY, 0, MAX_PARTITION));
    return partition == ANY ? Optional.empty() : Optional.of(partition);
  }

  private static Map<String, RecordTemplate> headers(ConfigNode kafka) {
    Map<String, RecordTemplate> headers = new LinkedHashMap<>();
    kafka
        .textMap("headers")
        .forEach((name, template) -> {
          if (!HEADER.matches(name) || RESERVED.contains(name)) {
            kafka.problem(
                "headers",
                "names are 1 to 64 of a-z, 0-9, '.', '_' and '-', not "
                    + String.join(", ", sorted()));
          }
          headers.put(name, RecordTemplate.parse(template));
        });
    if (headers.size() > KafkaSpec.MAX_HEADERS) {
      kafka.problem("headers", "there are 32 at most");
    }
    return headers;
  }

  private static List<String> sorted() {
    return RESERVED.stream().sorted().toList();
  }

  private static void checkTemplate(
      ConfigNode kafka, ActionType type, String part, RecordTemplate template) {
    for (String field : template.fields()) {
      if (!PlainFields.has(type, field)) {
        kafka.problem(
            part,
            "{"
                + field
                + "} is no string, enum, integer, boolean, decimal, date or timestamp of the type");
      }
    }
  }

  private static void checkValue(ConfigNode kafka, ActionType type, List<String> value) {
    for (String field : value) {
      if (type.shape().fields().stream().noneMatch(each -> each.name().equals(field))) {
        kafka.problem("value", "the type has no field " + field);
      }
    }
  }
}
