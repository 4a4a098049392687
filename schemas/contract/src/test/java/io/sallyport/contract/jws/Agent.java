package io.sallyport.contract.jws;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Speaks to an {@code ssh-agent} (draft-miller-ssh-agent).
 *
 * @param socket where it listens
 */
record Agent(Path socket) {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;

  /** The public halves of its keys, in the form of SSH, by their comments. */
  Map<String, byte[]> identities() {
    return ask(
        REQUEST_IDENTITIES,
        out -> {},
        IDENTITIES,
        in -> {
          Map<String, byte[]> found = new LinkedHashMap<>();
          for (int left = in.readInt(); left > 0; left--) {
            byte[] key = bytes(in);
            found.put(new String(bytes(in), StandardCharsets.UTF_8), key);
          }
          return found;
        });
  }

  /** An Ed25519 signature. */
  byte[] sign(byte[] key, byte[] message) {
    return ask(
        SIGN_REQUEST,
        out -> {
          put(out, key);
          put(out, message);
          out.writeInt(0);
        },
        SIGN_RESPONSE,
        in -> {
          in.readInt();
          bytes(in);
          return bytes(in);
        });
  }

  private interface Question {
    void put(DataOutputStream out) throws IOException;
  }

  private interface Answer<T> {
    T read(DataInputStream in) throws IOException;
  }

  private <T> T ask(int type, Question question, int expected, Answer<T> answer) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.write(type);
      question.put(new DataOutputStream(body));
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      put(out, body.toByteArray());
      out.flush();
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      in.readInt();
      if (in.read() != expected) {
        throw new IOException("the agent refuses");
      }
      return answer.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
