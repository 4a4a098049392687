package io.sallyport.executor.handler.kafka;

import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.handler.Joining;
import io.sallyport.executor.ledger.Outgoing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/**
 * Makes of an action the one record that its turn carries, with the action's id as header {@code
 * idempotency-key}. What would not be taken is refused here, before any transaction. Safe for any
 * thread.
 */
public final class KafkaHandler implements Joining {
  private final KafkaSpec spec;
  private final TargetTopic topic;

  /** A handler of {@code spec}, for that topic. */
  public KafkaHandler(KafkaSpec spec, TargetTopic topic) {
    this.spec = spec;
    this.topic = topic;
  }

  @Override
  public long maxBytes() {
    return spec.maxRecord().bytes();
  }

  @Override
  public Joined join(ActionId action, GenericRecord fields) {
    Function<String, String> values = name -> PlainValue.text(fields, name);
    Map<String, String> headers = new HashMap<>(Map.of(KafkaSpec.IDEMPOTENCY_KEY, action.text()));
    for (Map.Entry<String, RecordTemplate> header : spec.headers().entrySet()) {
      Optional<String> text = header.getValue().expand(values);
      if (text.isEmpty()) {
        return new Joined.Refused(Code.TEMPLATE_REFUSED);
      }
      headers.put(header.getKey(), text.get());
    }
    Optional<String> key = spec.key().flatMap(template -> template.expand(values));
    if (key.isEmpty() && spec.key().isPresent()) {
      return new Joined.Refused(Code.TEMPLATE_REFUSED);
    }
    return sized(
        new Outgoing(
            spec.topic(),
            spec.partition(),
            key.map(Bytes::utf8),
            Bytes.of(spec.value().of(fields)),
            headers));
  }

  private Joined sized(Outgoing record) {
    long bytes = size(record);
    Optional<Code> refusal =
        bytes > maxBytes() ? Optional.of(Code.RECORD_TOO_LARGE) : topic.refusal(bytes);
    return refusal.<Joined>map(Joined.Refused::new).orElseGet(() -> new Joined.Carried(record));
  }

  /** Key, value and headers, names included. */
  private static long size(Outgoing record) {
    long headers =
        record.headers().entrySet().stream()
            .mapToLong(each ->
                (long) Bytes.utf8(each.getKey()).size() + Bytes.utf8(each.getValue()).size())
            .sum();
    return headers + record.key().map(Bytes::size).orElse(0) + record.value().size();
  }
}
