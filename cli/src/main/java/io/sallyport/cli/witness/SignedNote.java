package io.sallyport.cli.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jwk;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with Ed25519 signatures (C2SP signed-note), which tools of transparency logs verify too.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
final class SignedNote {
  private static final byte ED25519 = 1;
  private static final int KEY_ID = 4;
  private static final String END_OF_TEXT = "\n\n";

  /** A signature's line: who is said to have signed, and key id and signature. */
  private static final Pattern LINE =
      Pattern.compile("\u2014 ([^\\s+]{1,100}) ([A-Za-z0-9+/=]{8,200})");

  private SignedNote() {}

  /** Signs whole lines of text under a name without spaces or {@code +}. */
  static byte[] sign(String text, String name, Ed25519Key key) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(keyId(name, key.publicHalf()));
    signed.writeBytes(key.sign(text.getBytes(UTF_8)));
    String line = "\u2014 " + name + " " + Base64.getEncoder().encodeToString(signed.toByteArray());
    return (text + "\n" + line + "\n").getBytes(UTF_8);
  }

  /** The text, if one of the signatures is that key's, under whichever name. */
  static Optional<String> open(byte[] note, Jwk key) {
    String whole = new String(note, UTF_8);
    int end = whole.lastIndexOf(END_OF_TEXT);
    if (end < 0 || !Arrays.equals(whole.getBytes(UTF_8), note)) {
      return Optional.empty();
    }
    String text = whole.substring(0, end + 1);
    return whole
            .substring(end + END_OF_TEXT.length())
            .lines()
            .anyMatch(line -> signs(line, text, key))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean signs(String line, String text, Jwk key) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return false;
    }
    try {
      byte[] signed = Base64.getDecoder().decode(parts.group(2));
      byte[] keyId = Arrays.copyOf(signed, KEY_ID);
      return Arrays.equals(keyId, keyId(parts.group(1), key))
          && Ed25519Key.verifies(
              text.getBytes(UTF_8), Arrays.copyOfRange(signed, KEY_ID, signed.length), key);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The key in the form in which such tools take it. */
  static String verifierKey(String name, Jwk key) {
    return name
        + "+"
        + HexFormat.of().formatHex(keyId(name, key))
        + "+"
        + Base64.getEncoder().encodeToString(typed(key));
  }

  private static byte[] keyId(String name, Jwk key) {
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes((name + "\n").getBytes(UTF_8));
    named.writeBytes(typed(key));
    return Arrays.copyOf(Digest.sha256(named.toByteArray()), KEY_ID);
  }

  private static byte[] typed(Jwk key) {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    typed.write(ED25519);
    typed.writeBytes(key.x().toArray());
    return typed.toByteArray();
  }
}
