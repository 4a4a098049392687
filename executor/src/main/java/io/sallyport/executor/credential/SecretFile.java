package io.sallyport.executor.credential;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file of at most 8 KiB that only its owner uses; read anew each time, so that a replaced one
 * counts from then on.
 *
 * @param file where it lies
 */
public record SecretFile(Path file) {
  /** The largest file. */
  public static final int MAX_BYTES = 8 << 10;

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** The file is no secret that may be used; its message is the rule, without a word of it. */
  public static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    /** The file breaks this rule. */
    public Unfit(String rule) {
      super(rule);
      this.rule = rule;
    }

    /** What is wrong with the file. */
    public String rule() {
      return rule;
    }
  }

  /** What is wrong with it as a {@link #token}; empty when it can be used. */
  public Optional<String> problem() {
    try {
      Arrays.fill(token(), (byte) 0);
      return Optional.empty();
    } catch (Unfit e) {
      return Optional.of(e.rule());
    }
  }

  /** One line of printable ASCII without spaces; a line ending is not part of it. */
  public byte[] token() throws Unfit {
    byte[] content = content();
    try {
      return token(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** All that is in it; to be wiped by who asked for it. */
  public byte[] content() throws Unfit {
    byte[] content = new byte[MAX_BYTES + 1];
    try {
      checkPlace();
      return Arrays.copyOf(content, fill(content));
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
      throw new Unfit("is larger than 8 KiB, so no secret");
    }
    return into.position();
  }

  private static byte[] token(byte[] content) throws Unfit {
    int end = content.length;
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
}
