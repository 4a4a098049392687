package io.sallyport.action.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.ActionType;
import io.sallyport.action.Types;
import io.sallyport.action.shape.DecimalForm;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record has one form; Avro takes several. */
class ActionCodecTest {
  private static final ActionType FLAG = Types.parsed(Types.withField("\"boolean\""));
  private static final ActionType NUMBERS =
      Types.parsed(
          Types.withField(
              """
              {"type": "array", "maxItems": 3, "items": {"type": "int", "min": 0, "max": 99}}
              """));
  private static final ActionType MAP =
      Types.parsed(
          Types.withField(
              """
              {"type": "map", "maxItems": 3, "values": "boolean",
               "keys": {"maxLength": 4, "pattern": ".*"}}
              """));

  private static final ActionType AMOUNT =
      Types.parsed(
          Types.withField(
              """
              {"type": "bytes", "logicalType": "decimal", "precision": 5, "scale": 2,
               "min": "-999.99", "max": "999.99"}
              """));

  @ParameterizedTest
  @CsvSource({
    "0, 0200",
    "0.01, 0201",
    "-0.01, 02ff",
    "1.27, 027f",
    "1.28, 040080",
    "-1.28, 0280",
    "999.99, 0601869f"
  })
  void writesDecimalsInTheirShortestForm(BigDecimal value, String hex) {
    GenericRecord record = record(AMOUNT, DecimalForm.bytes(value, 2));

    byte[] bytes = ActionCodec.encode(AMOUNT, record);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("026b" + hex);
    assertThat(ActionCodec.decodeCanonical(AMOUNT, bytes)).isEqualTo(new Decoding.Decoded(record));
  }

  @ParameterizedTest
  @CsvSource({
    "no byte at all, 00",
    "zero in two bytes, 040000",
    "one with a sign byte more, 040001",
    "minus one with a sign byte more, 04ffff",
    "three sign bytes more, 0800000001",
    "length beyond the end, 0601",
    "negative length, 0101",
    "length of a gibibyte, 808080800801"
  })
  void refusesOtherFormsOfDecimals(String name, String hex) {
    Decoding decoding = ActionCodec.decodeCanonical(AMOUNT, HexFormat.of().parseHex("026b" + hex));

    assertThat(decoding).as(name).isEqualTo(new Decoding.Refused(Decoding.Reason.MALFORMED));
  }

  @Test
  void writesNoDecimalInAnotherForm() {
    GenericRecord record = record(AMOUNT, ByteBuffer.wrap(new byte[] {0, 1}));

    assertThatThrownBy(() -> ActionCodec.encode(AMOUNT, record))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writesAvroBinary() {
    GenericRecord record = record(FLAG, true);

    byte[] bytes = ActionCodec.encode(FLAG, record);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("026b01");
  }

  @Test
  void writesAFieldAsInItsRecord() {
    GenericRecord record = record(NUMBERS, List.of(1, 2));

    byte[] value = ActionCodec.encodeField(NUMBERS, record, "value");

    assertThat(HexFormat.of().formatHex(value)).isEqualTo("04020400");
    assertThat(HexFormat.of().formatHex(ActionCodec.encode(NUMBERS, record)))
        .isEqualTo("026b" + "04020400");
  }

  @Test
  void writesMapsInOrderOfTheirKeys() {
    GenericRecord record = record(MAP, Map.of("p", true, "b", false));

    byte[] bytes = ActionCodec.encode(MAP, record);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("026b" + "04" + "026200027001" + "00");
  }

  @Test
  void readsItsOwnForm() {
    GenericRecord record = record(NUMBERS, List.of(1, 2, 3));

    Decoding decoding = ActionCodec.decodeCanonical(NUMBERS, ActionCodec.encode(NUMBERS, record));

    assertThat(decoding).isEqualTo(new Decoding.Decoded(record));
  }

  @ParameterizedTest
  @CsvSource({
    "boolean above one, 026b02, NOT_CANONICAL",
    "overlong length, 82006b01, NOT_CANONICAL",
    "trailing byte, 026b0100, TRAILING_BYTES",
    "missing byte, 026b, MALFORMED",
    "nothing at all, '', MALFORMED",
    "negative length, 016b01, MALFORMED",
    "length beyond the end, 7e6b01, MALFORMED",
    "length of a gibibyte, 80808080086b01, MALFORMED",
    "lone continuation byte, 028001, MALFORMED",
    "overlong slash, 04c0af01, MALFORMED",
    "surrogate in UTF-8, 06eda08001, MALFORMED"
  })
  void refusesOtherFormsOfScalars(String name, String hex, Decoding.Reason reason) {
    Decoding decoding = ActionCodec.decodeCanonical(FLAG, HexFormat.of().parseHex(hex));

    assertThat(decoding).as(name).isEqualTo(new Decoding.Refused(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "block with its size, 026b 03 04 0204 00, NOT_CANONICAL",
    "two blocks, 026b 02 02 02 04 00, NOT_CANONICAL",
    "count beyond the end, 026b feffffff0f 02, MALFORMED",
    "count of 2^62, 026b ffffffffffffffffff01 02, MALFORMED"
  })
  void refusesOtherFormsOfArrays(String name, String hex, Decoding.Reason reason) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    Decoding decoding = ActionCodec.decodeCanonical(NUMBERS, bytes);

    assertThat(decoding).as(name).isEqualTo(new Decoding.Refused(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "unsorted keys, 026b 04 026201 026101 00, NOT_CANONICAL",
    "the same key twice, 026b 04 026100 026101 00, NOT_CANONICAL",
    "key that is not UTF-8, 026b 02 02ff00 00, MALFORMED"
  })
  void refusesOtherFormsOfMaps(String name, String hex, Decoding.Reason reason) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    Decoding decoding = ActionCodec.decodeCanonical(MAP, bytes);

    assertThat(decoding).as(name).isEqualTo(new Decoding.Refused(reason));
  }

  @Test
  void refusesUnknownEnumIndexAndUnionBranch() {
    ActionType level =
        Types.parsed(
            Types.withField("{\"type\": \"enum\", \"name\": \"L\", \"symbols\": [\"A\"]}"));
    ActionType maybe = Types.parsed(Types.withField("[\"null\", \"boolean\"]"));
    byte[] third = HexFormat.of().parseHex("026b04");

    assertThat(ActionCodec.decodeCanonical(level, third))
        .isEqualTo(new Decoding.Refused(Decoding.Reason.MALFORMED));
    assertThat(ActionCodec.decodeCanonical(maybe, third))
        .isEqualTo(new Decoding.Refused(Decoding.Reason.MALFORMED));
  }

  @Test
  void refusesMoreBytesThanTheTypeCanFill() {
    int max = FLAG.maxBytes();

    assertThat(ActionCodec.decodeCanonical(FLAG, new byte[max]))
        .isEqualTo(new Decoding.Refused(Decoding.Reason.TRAILING_BYTES));
    assertThat(ActionCodec.decodeCanonical(FLAG, new byte[max + 1]))
        .isEqualTo(new Decoding.Refused(Decoding.Reason.TOO_LARGE));
  }

  @Test
  void stopsOnARecordOfAnotherType() {
    GenericRecord other = record(NUMBERS, List.of(1));

    assertThatThrownBy(() -> ActionCodec.encode(FLAG, other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the record is not a com.example.Sample");
  }

  private static GenericRecord record(ActionType type, Object value) {
    GenericRecord record = new GenericData.Record(type.schema());
    record.put("key", "k");
    record.put("value", value);
    return record;
  }
}
