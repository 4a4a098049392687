package io.sallyport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers.Found;
import io.sallyport.contract.id.Bytes;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void findsHeaderThatStandsThereOnce() {
    headers.add("ce_id", Bytes.utf8("a").toArray());

    assertThat(Headers.find(headers, "ce_id")).isEqualTo(new Found.Once(Bytes.utf8("a")));
  }

  @Test
  void tellsAbsence() {
    assertThat(Headers.find(headers, "ce_id")).isEqualTo(new Found.Absent());
  }

  @Test
  void refusesToChooseBetweenTwo() {
    headers.add("ce_id", Bytes.utf8("a").toArray());
    headers.add("ce_id", Bytes.utf8("b").toArray());

    assertThat(Headers.find(headers, "ce_id")).isEqualTo(new Found.Unclear());
  }

  @Test
  void refusesHeaderWithoutValue() {
    headers.add("ce_id", null);

    assertThat(Headers.find(headers, "ce_id")).isEqualTo(new Found.Unclear());
  }

  @Test
  void readsPrintableAsciiOnly() {
    assertThat(new Found.Once(Bytes.utf8("a\u001b[0m")).ascii()).isEmpty();
    assertThat(new Found.Once(Bytes.utf8("\u00e9")).ascii()).isEmpty();
    assertThat(new Found.Once(Bytes.utf8("plain ~")).ascii()).contains("plain ~");
  }
}
