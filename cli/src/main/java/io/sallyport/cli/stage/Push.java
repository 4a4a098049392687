package io.sallyport.cli.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A push as GitHub tells it.
 *
 * @param commit the commit at the branch's head, 40 hexadecimal digits
 * @param body the JSON
 */
public record Push(String commit, String body) {
  private static final String SAMPLE_COMMIT = "3f9c1e0a7b52d84466a1c0f2e9d7b35518c4ae60";

  /** The sample of that name, about a commit that no other push is about. */
  public static Push of(String sample, RandomGenerator random) {
    byte[] id = new byte[20];
    random.nextBytes(id);
    String commit = HexFormat.of().formatHex(id);
    return new Push(commit, read(sample).replace(SAMPLE_COMMIT, commit));
  }

  /** The bytes that are signed and sent. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** The same bytes, but for one that was changed on the way. */
  public byte[] tampered() {
    byte[] bytes = bytes();
    int place = body.indexOf(commit);
    bytes[place] = (byte) (bytes[place] == '0' ? '1' : '0');
    return bytes;
  }

  private static String read(String sample) {
    try (InputStream in = Push.class.getResourceAsStream("/samples/" + sample)) {
      if (in == null) {
        throw new IllegalStateException("no sample " + sample);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
