package io.sallyport.validator.parse.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.UntrustedEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Any body is an event that reads the same when it is written again, or is refused.
 *
 * <p>A build replays the inputs in {@code src/test/resources}; {@code docs/how-to/fuzz.md} says how
 * to fuzz.
 */
class PayloadFuzzTest {
  private static final int MAX_BYTES = 1 << 16;

  /** Another spelling of a number may have a larger exponent or more digits. */
  private static final ParseLimits WIDER = new ParseLimits(64, 1024, 4096, 200_000, 1024);

  private static final PayloadParser JSON = parser(new Payload.Json());
  private static final PayloadParser FORM = parser(form(Optional.empty()));
  private static final PayloadParser FIELD = parser(form(Optional.of("payload")));
  private static final PayloadParser CLOUD_EVENT = parser(new Payload.CloudEvents(Mode.STRUCTURED));

  @FuzzTest(maxDuration = "60s")
  void readsJsonOrRefusesIt(byte[] body) {
    Optional<Map<String, Object>> members = event(JSON, body);

    members.ifPresent(
        event -> assertThat(again(new Payload.Json(), Reparsing.json(event))).isEqualTo(event));
  }

  @FuzzTest(maxDuration = "60s")
  void readsFormsOrRefusesThem(byte[] body) {
    Optional<Map<String, Object>> fields = event(FORM, body);
    Optional<Map<String, Object>> event = event(FIELD, body);

    fields.ifPresent(
        form -> assertThat(again(form(Optional.empty()), encoded(form))).isEqualTo(form));
    event.ifPresent(members -> {
      Map<String, Object> form = Map.of("payload", Reparsing.json(members));
      assertThat(again(form(Optional.of("payload")), encoded(form))).isEqualTo(members);
    });
  }

  @FuzzTest(maxDuration = "60s")
  void readsCloudEventsOrRefusesThem(byte[] body) {
    Optional<Map<String, Object>> envelope = event(CLOUD_EVENT, body);

    envelope.ifPresent(event -> {
      assertThat(event).containsKeys("id", "source", "type").containsEntry("specversion", "1.0");
      assertThat(again(new Payload.CloudEvents(Mode.STRUCTURED), Reparsing.json(event)))
          .isEqualTo(event);
    });
  }

  private static Payload.Form form(Optional<String> field) {
    return new Payload.Form(field, new FormLimits(100, 256, 6_000_000));
  }

  private static PayloadParser parser(Payload payload) {
    return PayloadParser.of(payload, ParseLimits.DEFAULTS, MAX_BYTES);
  }

  private static String encoded(Map<String, Object> form) {
    return form.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded("" + each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, Object> again(Payload payload, String body) {
    PayloadParser wider = PayloadParser.of(payload, WIDER, 1 << 20);
    return event(wider, body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Optional<Map<String, Object>> event(PayloadParser parser, byte[] body) {
    return switch (parser.parse(body)) {
      case Parsed.Accepted(UntrustedEvent event) -> Optional.of(event.members());
      case Parsed.Refused refused -> Optional.empty();
    };
  }
}
