package io.sallyport.executor.handler.ssh;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A key that a host proves itself by.
 *
 * @param line its type and its value, as in a file {@code ssh_host_..._key.pub}
 */
public record HostKey(String line) {
  /** The longest line, in characters: room for RSA of 8192 bits. */
  public static final int MAX_LENGTH = 1500;

  private static final Pattern FORM =
      Pattern.compile(
          "(ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa) ([A-Za-z0-9+/]+={0,2})");

  /** Refuses what is none. */
  public HostKey {
    Matcher parts = FORM.matcher(line);
    if (line.length() > MAX_LENGTH || !parts.matches() || !isOf(parts.group(1), parts.group(2))) {
      throw new IllegalArgumentException(
          "a host key is the first two words of its .pub file: ssh-ed25519, ecdsa-sha2-nistp... or"
              + " ssh-rsa, and the key");
    }
  }

  /** The type stands in the key, too (RFC 4253, section 6.6). */
  private static boolean isOf(String type, String base64) {
    try {
      ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      byte[] said = new byte[type.length()];
      return blob.remaining() > Integer.BYTES + said.length
          && blob.getInt() == said.length
          && blob.get(said).hasRemaining()
          && type.equals(new String(said, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
