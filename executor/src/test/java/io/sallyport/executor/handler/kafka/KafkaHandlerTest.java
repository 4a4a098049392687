package io.sallyport.executor.handler.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.verify.Seal;
import io.sallyport.service.config.ByteCount;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record is made of; the broker that is asked about the topic does not answer. */
class KafkaHandlerTest {
  private static final ActionType TYPE =
      Seal.type(
          """
          {"type": "record", "name": "Order", "namespace": "com.example.orders", "doc": "An order.",
           "effect": "write", "cell": "deployments", "orderBy": "shop", "idempotent": false,
           "maxTtl": "15m", "classification": "internal", "minAssurance": "shared", "fields": [
            {"name": "shop", "type": {"type": "string", "maxLength": 99, "pattern": "(?s).*"}}]}
          """);
  private static final ActionId ID = new ActionId("A".repeat(43));

  private final Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));

  @AfterEach
  void closes() {
    admin.close(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u0085"})
  void refusesAHeaderThatIsNoText(String shop) {
    assertThat(join(Optional.empty(), Map.of("shop", "{shop}"), 1000, shop))
        .isEqualTo(new Joined.Refused(Code.TEMPLATE_REFUSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u0085"})
  void refusesAKeyThatIsNoText(String shop) {
    assertThat(join(Optional.of("{shop}"), Map.of("kind", "order"), 1000, shop))
        .isEqualTo(new Joined.Refused(Code.TEMPLATE_REFUSED));
  }

  @Test
  void carriesKeyHeadersAndTheActionsId() {
    assertThat(join(Optional.of("{shop}"), Map.of("kind", "order"), 1000, "a"))
        .isInstanceOfSatisfying(
            Joined.Carried.class,
            carried -> {
              assertThat(carried.record().key()).contains(Bytes.utf8("a"));
              assertThat(carried.record().headers())
                  .isEqualTo(Map.of("kind", "order", KafkaSpec.IDEMPOTENCY_KEY, ID.text()));
            });
  }

  /** Key 1, value {"shop":"a"} 12, header kind=order 9, idempotency-key with an id 58. */
  @ParameterizedTest
  @CsvSource({"80,true", "79,false"})
  void hasALimitInBytes(long limit, boolean carried) {
    assertThat(join(Optional.of("{shop}"), Map.of("kind", "order"), limit, "a"))
        .isInstanceOf(carried ? Joined.Carried.class : Joined.Refused.class);
  }

  private Joined join(
      Optional<String> key, Map<String, String> headers, long maxRecord, String shop) {
    KafkaSpec spec =
        new KafkaSpec(
            "shop.orders",
            Optional.empty(),
            key.map(RecordTemplate::parse),
            new JsonBody(List.of("shop")),
            headers.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, each -> RecordTemplate.parse(each.getValue()))),
            new ByteCount(maxRecord));
    GenericRecord fields = new GenericData.Record(TYPE.schema());
    fields.put("shop", shop);
    TargetTopic topic = new TargetTopic(spec, admin, Clock.systemUTC());
    return new KafkaHandler(spec, topic).join(ID, fields);
  }
}
