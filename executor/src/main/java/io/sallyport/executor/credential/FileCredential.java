package io.sallyport.executor.credential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A token in a file that only its owner reads, for development: it is read anew for each lease, so
 * a replaced file counts from the next action on. Safe for any thread.
 */
public final class FileCredential implements Credential {
  /** The longest token. */
  public static final int MAX_BYTES = 8 << 10;

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final Semaphore free;
  private final Duration longest;

  /**
   * A credential of at most {@code limit} leases at a time, each held for {@code longest} at most.
   *
   * @param file the token, ASCII without spaces, a newline at its end is not part of it
   */
  public FileCredential(Path file, int limit, Duration longest) {
    this.file = file;
    this.free = new Semaphore(limit, true);
    this.longest = longest;
  }

  @Override
  public Duration longest() {
    return longest;
  }

  /** What is wrong with the file, without a word of what it holds; empty when it can be leased. */
  public Optional<String> problem() {
    byte[] secret = new byte[0];
    try {
      secret = read();
      return Optional.empty();
    } catch (Unfit e) {
      return Optional.of(e.rule);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    try {
      if (!free.tryAcquire(request.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(new Lease(read(), free::release));
    } catch (Unfit e) {
      free.release();
      return Optional.empty();
    }
  }

  private byte[] read() throws Unfit {
    byte[] content = new byte[MAX_BYTES + 1];
    try {
      checkPlace();
      return token(content, fill(content));
    } catch (IOException e) {
      throw new Unfit("cannot be read; look whether it is there and whose it is");
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private void checkPlace() throws IOException, Unfit {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Unfit("is not a plain file");
    }
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new Unfit("can be used by others than its owner; run chmod 0400 on it");
    }
  }

  /** The file may have been changed since it was looked at, so links and size count again. */
  private int fill(byte[] content) throws IOException, Unfit {
    ByteBuffer into = ByteBuffer.wrap(content);
    try (SeekableByteChannel opened =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      boolean more = true;
      while (more) {
        more = opened.read(into) >= 0 && into.hasRemaining();
      }
    }
    if (into.position() > MAX_BYTES) {
      throw new Unfit("is larger than 8 KiB, so not a token");
    }
    return into.position();
  }

  private static byte[] token(byte[] content, int size) throws Unfit {
    int end = size;
    while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
      end--;
    }
    if (end == 0) {
      throw new Unfit("is empty");
    }
    for (int i = 0; i < end; i++) {
      if (content[i] <= 0x20 || content[i] >= 0x7f) {
        throw new Unfit("holds something else than one line of printable ASCII without spaces");
      }
    }
    return Arrays.copyOf(content, end);
  }

  /** Says where, never what. */
  @Override
  public String toString() {
    return "FileCredential[" + file + "]";
  }

  /** The file is no credential. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    Unfit(String rule) {
      super(rule);
      this.rule = rule;
    }
  }
}
