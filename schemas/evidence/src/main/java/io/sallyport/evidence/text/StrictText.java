package io.sallyport.evidence.text;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Decoders that take exactly one text for each value, so that a signature header has no second
 * spelling: no white space, signs, leading zeros, upper-case hex, missing padding or stray bits.
 */
public final class StrictText {
  private static final int MAX_SECONDS_DIGITS = 11;
  private static final int MAX_MILLISECONDS_DIGITS = 14;

  private StrictText() {}

  /** Seconds since 1970 as 1 to 11 decimal digits, the first of which is not zero. */
  public static Optional<Instant> seconds(String text) {
    return number(text, MAX_SECONDS_DIGITS).map(Instant::ofEpochSecond);
  }

  /** Milliseconds since 1970 as 1 to 14 decimal digits, the first of which is not zero. */
  public static Optional<Instant> milliseconds(String text) {
    return number(text, MAX_MILLISECONDS_DIGITS).map(Instant::ofEpochMilli);
  }

  private static Optional<Long> number(String text, int maxDigits) {
    boolean isNumber = text.chars().allMatch(StrictText::isDigit);
    if (text.isEmpty() || text.length() > maxDigits || !isNumber) {
      return Optional.empty();
    }
    return text.charAt(0) == '0' ? Optional.empty() : Optional.of(Long.parseLong(text));
  }

  /** {@code size} bytes as lower-case hexadecimal digits. */
  public static Optional<Bytes> hex(String text, int size) {
    boolean isHex = text.chars().allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'f'));
    return text.length() == 2 * size && isHex
        ? Optional.of(Bytes.of(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /** Base64 with padding (RFC 4648, section 4). */
  public static Optional<Bytes> base64(String text) {
    return decode(Base64.getDecoder(), Base64.getEncoder(), text);
  }

  /** Base64url without padding (RFC 7515, section 2). */
  public static Optional<Bytes> base64Url(String text) {
    return decode(Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding(), text);
  }

  /** Whether the text is 1 to {@code max} printable ASCII characters without a space. */
  public static boolean isVisible(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static Optional<Bytes> decode(
      Base64.Decoder decoder, Base64.Encoder encoder, String text) {
    try {
      byte[] bytes = decoder.decode(text);
      return encoder.encodeToString(bytes).equals(text)
          ? Optional.of(Bytes.of(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
