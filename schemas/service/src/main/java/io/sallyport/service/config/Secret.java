package io.sallyport.service.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a secret that a configuration names by file; it never shows in text.
 *
 * <p>One line ending behind the secret, as editors leave it, is not part of the secret.
 */
public final class Secret {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int DELETE = 127;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret of these bytes; throws {@link IllegalArgumentException} if there are none. */
  public static Secret of(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return new Secret(bytes.clone());
  }

  /**
   * The secret in a file; throws {@link IllegalArgumentException} if it is empty or larger than 64
   * KiB, {@link UncheckedIOException} if it cannot be read. Messages name the file only.
   */
  public static Secret read(Path file) {
    byte[] content = content(file);
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("secret file " + file + " is larger than 64KiB");
    }
    int length = lengthWithoutLineEnd(content);
    if (length == 0) {
      throw new IllegalArgumentException("secret file " + file + " is empty");
    }
    return new Secret(Arrays.copyOf(content, length));
  }

  /** The same of a secret that goes into a line of HTTP; refuses what has control characters. */
  public static Secret readLine(Path file) {
    Secret secret = read(file);
    if (secret.reveal().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("secret file " + file + " has more than one line");
    }
    return secret;
  }

  /**
   * The same of a token, which a header has as it is (RFC 6750); refuses all but visible ASCII, of
   * which a client of HTTP may say what it refuses.
   */
  public static Secret readToken(Path file) {
    Secret secret = readLine(file);
    if (!secret.reveal().chars().allMatch(each -> each > ' ' && each < DELETE)) {
      throw new IllegalArgumentException(
          "secret file " + file + " has other characters than visible ASCII");
    }
    return secret;
  }

  private static byte[] content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("secret file " + file + " cannot be read", e);
    }
  }

  private static int lengthWithoutLineEnd(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
      if (length > 0 && content[length - 1] == '\r') {
        length--;
      }
    }
    return length;
  }

  /** A copy of the secret's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The secret as UTF-8 text, for interfaces that take nothing else. */
  public String reveal() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
