package io.sallyport.validator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source's payload kind decides how its bodies are read, and nothing else. */
class PayloadKindTest {
  private static final String JSON = "  contentTypes: [application/json]\n";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CLOUD_EVENT = "application/cloudevents+json";
  private static final Instant APPENDED = Demo.NOW;

  @TempDir private Path directory;

  @Test
  void sealsWhatAFormHolds() {
    Gate gate = gate("{kind: form, field: payload}");
    String body = "payload=" + URLEncoder.encode(Demo.goodPush(), StandardCharsets.UTF_8);

    assertThat(Passing.codes(gate, delivery(body, FORM))).containsExactly(Code.PERMITTED);
  }

  @Test
  void doesNotReadAFormAsJson() {
    Gate gate = gate("{kind: form, field: payload}");

    assertThat(Passing.codes(gate, delivery(Demo.goodPush(), FORM)))
        .containsExactly(Code.FORM_INVALID);
    assertThat(Passing.codes(gate, delivery(Demo.goodPush(), "application/json")))
        .containsExactly(Code.CONTENT_TYPE_REFUSED);
  }

  @Test
  void matchesTheEnvelopeOfACloudEvent() {
    Gate gate = gate("{kind: cloudevents}");
    String attributes = "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

    assertThat(Passing.codes(gate, delivery("{" + attributes + "}", CLOUD_EVENT)))
        .containsExactly(Code.NO_RULE);
    assertThat(Passing.codes(gate, delivery(Demo.goodPush(), CLOUD_EVENT)))
        .containsExactly(Code.CLOUDEVENT_INVALID);
  }

  private Gate gate(String payload) {
    Bundles.copy(directory);
    Bundles.replace(directory, "source-github.yaml", JSON, "  payload: " + payload + "\n");
    return Demo.gate(Bundles.read(directory));
  }

  private static Delivery delivery(String body, String contentType) {
    Delivery made = Demo.delivery(body.getBytes(StandardCharsets.UTF_8), APPENDED);
    RecordHeaders headers = Demo.headers();
    headers.remove(Headers.CONTENT_TYPE);
    Demo.add(headers, Headers.CONTENT_TYPE, contentType);
    return new Delivery(made.origin(), made.appendedAt(), made.key(), made.body(), headers);
  }
}
