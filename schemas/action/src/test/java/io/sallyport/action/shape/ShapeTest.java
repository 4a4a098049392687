package io.sallyport.action.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Records;
import io.sallyport.action.Types;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.testkit.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large values become; the codec reads no more bytes than that. */
class ShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'boolean' | 1",
        "{'type': 'int', 'min': 0, 'max': 1} | 5",
        "{'type': 'long', 'min': 0, 'max': 1} | 10",
        "{'type': 'float', 'min': 0, 'max': 1} | 4",
        "{'type': 'double', 'min': 0, 'max': 1} | 8",
        "{'type': 'int', 'logicalType': 'date'} | 5",
        "{'type': 'long', 'logicalType': 'timestamp-millis'} | 10",
        "{'type': 'string', 'maxLength': 7, 'pattern': 'a'} | 33",
        "{'type': 'enum', 'name': 'L', 'symbols': ['A']} | 5",
        "{'type': 'array', 'maxItems': 3, 'items': 'boolean'} | 13",
        "{'type': 'map', 'maxItems': 3, 'values': 'boolean',"
            + " 'keys': {'maxLength': 2, 'pattern': 'a'}} | 52",
        "['null', 'boolean'] | 2",
        "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a', 'type': 'boolean'},"
            + " {'name': 'b', 'type': 'boolean'}]} | 2",
      })
  void knowsTheLargestSizeOfAValue(String type, long bytes) {
    ActionType parsed = Types.parsed(Types.withField(type.replace('\'', '"')));

    assertThat(parsed.shape().fields().getLast().shape().maxBytes()).isEqualTo(bytes);
  }

  @Test
  void knowsNoSmallerSizeThanRecordsHave() {
    ActionType type = Types.wide();
    Seeded.forAll(
        200,
        random ->
            assertThat(ActionCodec.encode(type, Records.admitted(type, random)))
                .hasSizeLessThanOrEqualTo(type.maxBytes()));
  }
}
