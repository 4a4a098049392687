package io.sallyport.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sallyport.contract.id.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 (RFC 9113) that writes whatever it is told, frame by frame. */
final class Frames implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** What the server sent. */
  record Frame(int type, int flags, int stream, Bytes payload) {
    int number() {
      return payload.view().getInt();
    }
  }

  Frames(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    write(SETTINGS, 0, 0);
  }

  void write(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt((payload.length << 8) | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    out.flush();
  }

  /** The next frame of this type. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  /** The next frame; one of GOAWAY when the connection is closed. */
  Frame next() throws IOException {
    try {
      int first = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[first >>> 8];
      in.readFully(payload);
      return new Frame(first & 0xff, flags, stream, Bytes.of(payload));
    } catch (EOFException | SocketException | SSLException closed) {
      return new Frame(GOAWAY, 0, 0, Bytes.of(new byte[8]));
    }
  }

  /** What stands in front of every request, and these fields, not indexed (RFC 7541). */
  static byte[] post(Map<String, String> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(new byte[] {(byte) 0x83, (byte) 0x87, 4});
    text(block, "/x");
    block.write(1);
    text(block, "localhost");
    fields.forEach((name, value) -> {
      block.write(0);
      text(block, name);
      text(block, value);
    });
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    int prefix = 127;
    if (text.length() < prefix) {
      block.write(text.length());
    } else {
      block.write(prefix);
      int rest = text.length() - prefix;
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(text.getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
