package io.sallyport.validator.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, and no byte order mark either. */
public final class StrictUtf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private StrictUtf8() {}

  /**
   * The characters of {@code bytes}; empty when they are not strict UTF-8.
   *
   * <p>{@link String} decodes many times faster than a decoder, but puts U+FFFD where it should
   * refuse: only where one stands, the decoder has to tell whether it was sent.
   */
  public static Optional<String> decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    boolean doubtful = text.indexOf(REPLACEMENT) >= 0;
    return marked || (doubtful && !isStrict(bytes)) ? Optional.empty() : Optional.of(text);
  }

  private static boolean isStrict(byte[] bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
