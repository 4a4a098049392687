package io.sallyport.action.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.Types;
import io.sallyport.action.source.Limits;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Avro itself refuses to read in a process that reads actions, whatever a type says. */
class DecoderLimitsTest {
  @BeforeAll
  static void readsAnAction() {
    ActionCodec.decodeCanonical(Types.parsed(Types.withField("\"boolean\"")), new byte[0]);
  }

  @Test
  void readsNoMoreItemsThanTheLanguageAdmits() throws IOException {
    assertThat(saying(Limits.ITEMS).readArrayStart()).isEqualTo(Limits.ITEMS);
    assertThatThrownBy(() -> saying(Limits.ITEMS + 1).readArrayStart())
        .isInstanceOf(SystemLimitException.class);
    assertThatThrownBy(() -> saying(Limits.ITEMS + 1).readMapStart())
        .isInstanceOf(SystemLimitException.class);
  }

  @Test
  void readsNoLongerStringsAndBytesThanRecords() {
    assertThatThrownBy(() -> saying(Limits.RECORD_BYTES).readString())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> saying(Limits.RECORD_BYTES + 1).readString())
        .isInstanceOf(SystemLimitException.class);
    assertThatThrownBy(() -> saying(Limits.RECORD_BYTES + 1).readBytes(ByteBuffer.allocate(0)))
        .isInstanceOf(SystemLimitException.class);
  }

  /** Bytes that begin with that length, and end there. */
  private static BinaryDecoder saying(long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeLong(length);
    encoder.flush();
    return DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
  }
}
