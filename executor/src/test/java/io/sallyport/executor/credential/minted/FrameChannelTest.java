package io.sallyport.executor.credential.minted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames over a real socket. */
@Timeout(30)
class FrameChannelTest {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int MAX = 64;

  @TempDir private Path directory;
  private SocketChannel sender;
  private FrameChannel receiver;

  @BeforeEach
  void connects() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      sender = SocketChannel.open(address);
      receiver = new FrameChannel(server.accept());
    }
  }

  @AfterEach
  void closes() throws IOException {
    sender.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, MAX - 1, MAX})
  void readsFramesUpToTheLimit(int length) throws IOException {
    new FrameChannel(sender).write(new byte[length], TIME);

    assertThat(receiver.read(MAX, TIME)).get().extracting(frame -> frame.length).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, MAX + 1, Integer.MAX_VALUE})
  void readsNoFrameOfAnotherLength(int length) throws IOException {
    sender.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());

    assertThat(receiver.read(MAX, TIME)).isEmpty();
  }

  @Test
  void endsWithTheOtherSide() throws IOException {
    sender.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1}));
    sender.close();

    assertThatThrownBy(() -> receiver.read(MAX, TIME)).isInstanceOf(EOFException.class);
  }

  @Test
  void hangsUpWhenAFrameTakesTooLong() throws IOException {
    sender.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1}));

    assertThatThrownBy(() -> receiver.read(MAX, Duration.ofMillis(50)))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(sender.read(ByteBuffer.allocate(1))).isNegative();
  }

  @Test
  void hangsUpOnWhoeverDoesNotRead() {
    FrameChannel writer = new FrameChannel(sender);

    assertThatThrownBy(() -> writer.write(new byte[8 << 20], Duration.ofMillis(50)))
        .isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void wipesWhatItWrote() throws IOException {
    byte[] frame = {1, 2, 3};
    new FrameChannel(sender).write(frame, TIME);

    assertThat(frame).containsOnly(0);
  }
}
