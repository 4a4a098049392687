package io.sallyport.action.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame is Confluent's: magic byte, four bytes of id, most significant first. */
class WireFormatTest {
  @Test
  void framesWithMagicAndBigEndianId() {
    byte[] framed = WireFormat.frame(0x01020304, new byte[] {9, 8});

    assertThat(HexFormat.of().formatHex(framed)).isEqualTo("00010203040908");
  }

  @Test
  void takesOffItsOwnFrame() {
    byte[] framed = WireFormat.frame(7, new byte[] {1, 2, 3});

    assertThat(WireFormat.unframe(framed))
        .contains(new WireFormat.Framed(7, Bytes.of((byte) 1, (byte) 2, (byte) 3)));
  }

  @Test
  void takesAnEmptyRecordOutOfTheShortestFrame() {
    assertThat(WireFormat.unframe(new byte[5])).contains(new WireFormat.Framed(0, Bytes.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00000000", "0100000001ff", "00ffffffff"})
  void findsNoFrame(String hex) {
    assertThat(WireFormat.unframe(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void framesTheFirstId() {
    assertThat(WireFormat.frame(0, new byte[] {9})).containsExactly(0, 0, 0, 0, 0, 9);
  }

  @Test
  void refusesNegativeId() {
    assertThatThrownBy(() -> WireFormat.frame(-1, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
