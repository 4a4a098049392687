package io.sallyport.action.record;

import io.sallyport.action.Types;
import io.sallyport.action.source.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A process that reads actions; says what its Avro does with lengths at the edge of its limits. */
final class DecoderLimitsMain {
  private DecoderLimitsMain() {}

  public static void main(String[] arguments) throws IOException {
    ActionCodec.decodeCanonical(Types.parsed(Types.withField("\"boolean\"")), new byte[0]);
    say("array", saying(Limits.ITEMS)::readArrayStart);
    say("array", saying(Limits.ITEMS + 1)::readArrayStart);
    say("map", saying(Limits.ITEMS)::readMapStart);
    say("map", saying(Limits.ITEMS + 1)::readMapStart);
    say("string", saying(Limits.RECORD_BYTES)::readString);
    say("string", saying(Limits.RECORD_BYTES + 1)::readString);
    ByteBuffer none = ByteBuffer.allocate(0);
    BinaryDecoder most = saying(Limits.RECORD_BYTES);
    say("bytes", () -> most.readBytes(none));
    BinaryDecoder more = saying(Limits.RECORD_BYTES + 1);
    say("bytes", () -> more.readBytes(none));
  }

  /** A read that may be refused. */
  private interface Read {
    Object read() throws IOException;
  }

  private static void say(String what, Read read) {
    String ends = "read";
    try {
      read.read();
    } catch (IOException | AvroRuntimeException e) {
      ends = e.getClass().getSimpleName();
    }
    System.out.println(what + " " + ends);
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
