package io.sallyport.validator.parse.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.UntrustedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventParserTest {
  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"a-1\",\"source\":\"/shop\",\"type\":\"order.placed\"";

  @Test
  void takesTheEnvelopeAsTheEvent() {
    assertThat(members("\"data\":{\"total\":7}"))
        .containsEntry("type", "order.placed")
        .containsEntry("data", Map.of("total", 7L))
        .hasSize(5);
  }

  @Test
  void leavesOutAttributesThatAreNull() {
    assertThat(members("\"subject\":null,\"time\":null,\"data\":null"))
        .containsOnlyKeys("specversion", "id", "source", "type", "data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'time':'2018-04-05T17:31:00Z'",
        "'time':'2018-04-05t17:31:00.5+01:00'",
        "'subject':'é'",
        "'datacontenttype':'application/json'",
        "'dataschema':'https://example.com/schema'",
        "'ext1':true",
        "'ext1':2147483647",
        "'ext1':-2147483648",
        "'ext1':''",
        "'az09':'a'",
        "'ext1':'\\ufdcf\\ufdf0\\ufffd'",
        "'data':'text'",
        "'data_base64':''",
        "'data_base64':'AAE='"
      })
  void acceptsWhatTheSpecificationAllows(String member) {
    assertThat(parse(member)).isInstanceOf(Parsed.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'''time'':''2018-04-05''',               /time",
    "'''time'':''2018-04-05T17:31Z''',        /time",
    "'''time'':''2018-02-30T17:31:00Z''',     /time",
    "'''time'':1',                            /time",
    "'''subject'':''''',                      /subject",
    "'''subject'':1',                         /subject",
    "'''dataschema'':''''',                   /dataschema",
    "'''datacontenttype'':true',              /datacontenttype",
    "'''ext'':2147483648',                    /ext",
    "'''ext'':-2147483649',                   /ext",
    "'''ext'':1.0',                           /ext",
    "'''ext'':9223372036854775808',           /ext",
    "'''ext'':{}',                            /ext",
    "'''ext'':[]',                            /ext",
    "'''ext'':''\\u0085''',                   /ext",
    "'''ext'':''\\uffff''',                   /ext",
    "'''ext'':''\\ufdd0''',                   /ext",
    "'''ext'':''\\ufdef''',                   /ext",
    "'''Ext'':''a''',                         /Ext",
    "'''ext_a'':''a''',                       /ext_a",
    "'''ext-a'':''a''',                       /ext-a",
    "'''Type'':''a''',                        /Type",
    "'''é'':''a''',                           /?",
    "''''':''a''',                            /",
    "'''a/b'':''a''',                         /a~1b"
  })
  void refusesOtherAttributes(String member, String pointer) {
    assertThat(parse(member)).isEqualTo(new Parsed.Refused(Code.CLOUDEVENT_INVALID, pointer));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,    '',      /specversion",
    "1.0,    0.3,     /specversion",
    "1.0,    1.0.2,   /specversion",
    "a-1,    '',      /id",
    "/shop,  '',      /source",
    "order.placed,'', /type"
  })
  void refusesRequiredAttributesOfAnotherValue(String value, String by, String pointer) {
    String body = "{" + REQUIRED.replace("\"" + value + "\"", "\"" + by + "\"") + "}";

    assertThat(parseBody(body)).isEqualTo(new Parsed.Refused(Code.CLOUDEVENT_INVALID, pointer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type"})
  void refusesAnEnvelopeWithoutARequiredAttribute(String name) {
    Parsed refused = new Parsed.Refused(Code.CLOUDEVENT_INVALID, "/" + name);

    assertThat(parseBody("{" + REQUIRED.replace('"' + name + '"', "\"other\"") + "}"))
        .isEqualTo(refused);
    assertThat(
            parseBody("{" + REQUIRED.replaceFirst(name + "\":\"[^\"]*\"", name + "\":null") + "}"))
        .isEqualTo(refused);
    assertThat(parseBody("{" + REQUIRED.replaceFirst(name + "\":\"[^\"]*\"", name + "\":1") + "}"))
        .isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'data':1,'data_base64':'AAE='",
        "'data':null,'data_base64':'AAE='",
        "'data':1,'data_base64':null",
        "'data_base64':null",
        "'data_base64':1",
        "'data_base64':'AAE'",
        "'data_base64':'AA=='  ,'data':{}",
        "'data_base64':'A-E='"
      })
  void refusesDataThatIsNotClear(String members) {
    assertThat(parse(members)).isEqualTo(new Parsed.Refused(Code.CLOUDEVENT_DATA, "/data_base64"));
  }

  @Test
  void refusesABatch() {
    assertThat(parseBody("[{" + REQUIRED + "}]"))
        .isEqualTo(new Parsed.Refused(Code.JSON_NOT_OBJECT, ""));
  }

  @Test
  void refusesWhatTheJsonParserRefuses() {
    assertThat(parse("\"id\":\"other\""))
        .isEqualTo(new Parsed.Refused(Code.JSON_DUPLICATE_KEY, "/id"));
  }

  private static Map<String, Object> members(String more) {
    return switch (parse(more)) {
      case Parsed.Accepted(UntrustedEvent event) -> event.members();
      case Parsed.Refused refused -> throw new AssertionError(refused);
    };
  }

  /** A complete envelope and {@code more}, with {@code '} for {@code "}. */
  private static Parsed parse(String more) {
    return parseBody("{" + REQUIRED + "," + more.replace('\'', '"') + "}");
  }

  private static Parsed parseBody(String body) {
    return PayloadParser.of(new Payload.CloudEvents(Mode.STRUCTURED), ParseLimits.DEFAULTS, 1 << 20)
        .parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
