package io.sallyport.quickstart.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What the target was made to do, one JSON line an effect, on disk before anybody is told.
 *
 * <p>Repetitions are kept: a checker must see an action that was performed twice. Any thread may
 * append.
 */
final class Effects implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private Effects(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Effects open(Path file) {
    try {
      var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      var mode = PosixFilePermissions.fromString("rw-------");
      return new Effects(
          file, FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(mode)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  synchronized void append(ObjectNode effect) throws IOException {
    byte[] json = StrictJson.write(effect);
    ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(true);
  }

  byte[] lines() throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
