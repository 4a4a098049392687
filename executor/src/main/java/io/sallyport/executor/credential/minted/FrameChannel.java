package io.sallyport.executor.credential.minted;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Frames over a connection: four octets of length, big-endian, then so many octets. Each has a
 * limit, and so has the time for it: when that has passed the connection is closed, whatever it
 * waits for. One thread reads and writes; any thread closes.
 */
public final class FrameChannel implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final SocketChannel channel;

  /** Frames over this connection, which is in blocking mode. */
  public FrameChannel(SocketChannel channel) {
    this.channel = channel;
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("frames").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }

  /** Writes one frame within {@code time}, and wipes it. */
  public void write(byte[] frame, Duration time) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + frame.length);
    bytes.putInt(frame.length).put(frame).flip();
    Arrays.fill(frame, (byte) 0);
    Future<?> alarm = alarm(time);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      alarm.cancel(false);
      Arrays.fill(bytes.array(), (byte) 0);
    }
  }

  /** Reads one frame within {@code time}; empty when it is longer than {@code max}, or empty. */
  public Optional<byte[]> read(int max, Duration time) throws IOException {
    Future<?> alarm = alarm(time);
    try {
      int length = fill(ByteBuffer.allocate(Integer.BYTES)).flip().getInt();
      if (length < 1 || length > max) {
        return Optional.empty();
      }
      return Optional.of(fill(ByteBuffer.allocate(length)).array());
    } finally {
      alarm.cancel(false);
    }
  }

  private ByteBuffer fill(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other side has gone");
      }
    }
    return bytes;
  }

  private Future<?> alarm(Duration time) {
    return ALARMS.schedule(this::close, Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // There is nothing left to lose.
    }
  }
}
