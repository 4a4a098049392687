package io.sallyport.cli.quarantine;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.text.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The beginning of a payload, safe to be shown: a line for each of its lines, unsafe characters
 * escaped. Bytes that are no UTF-8 appear as {@code \}{@code xNN}, every byte above 7E then.
 *
 * @param lines the lines, without their ends
 * @param shown how many characters they were made of
 * @param bytes the size of the whole payload
 * @param isWhole whether that is all
 */
record Excerpt(List<String> lines, int shown, int bytes, boolean isWhole) {
  static final int MAX_CHARACTERS = 4096;

  /** Copies the lines. */
  Excerpt {
    lines = List.copyOf(lines);
  }

  static Excerpt of(Bytes payload) {
    String text = text(payload);
    int end = Math.min(text.length(), MAX_CHARACTERS);
    boolean splits =
        end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
    String begin = text.substring(0, splits ? end - 1 : end);
    List<String> lines = List.of(begin.split("\n", -1)).stream().map(VisibleText::escape).toList();
    return new Excerpt(lines, begin.length(), payload.size(), begin.length() == text.length());
  }

  private static String text(Bytes payload) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(payload.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(payload.toArray(), StandardCharsets.ISO_8859_1)
          .chars()
          .limit(MAX_CHARACTERS + 1L)
          .mapToObj(each -> each < 0x7f ? Character.toString(each) : "\\x%02x".formatted(each))
          .collect(Collectors.joining());
    }
  }

  String heading() {
    return "payload, "
        + bytes
        + " bytes"
        + (isWhole ? "" : ", the first " + shown + " characters; '--raw --to FILE' writes all");
  }
}
