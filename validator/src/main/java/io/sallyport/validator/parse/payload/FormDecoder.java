package io.sallyport.validator.parse.payload;

import io.sallyport.contract.Code;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.validator.parse.Refusal;
import io.sallyport.validator.parse.StrictUtf8;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes {@code application/x-www-form-urlencoded} (WHATWG URL standard, section 5.1) from bytes.
 *
 * <p>The standard's parser takes everything; this one takes what encoders write, so that no two
 * readers see different fields: {@code name=value} joined by single {@code &}, and every byte that
 * encoders escape is escaped, {@code ;} and a second {@code =} too. Used by one thread, once.
 */
final class FormDecoder {
  /** What some encoder leaves as it is, besides letters and digits. */
  private static final String PLAIN = "*-._~!'()";

  private final byte[] body;
  private final FormLimits limits;
  private int position;
  private int escapes;

  FormDecoder(byte[] body, FormLimits limits) {
    this.body = body;
    this.limits = limits;
  }

  /** A field as it was sent; its name is not empty. */
  record Field(String name, String text) {}

  /** The fields in their order, perhaps with a name twice. */
  List<Field> fields() throws Refusal {
    List<Field> fields = new ArrayList<>();
    do {
      if (fields.size() == limits.fields()) {
        throw new Refusal(Code.FORM_LIMIT);
      }
      fields.add(new Field(name(), value()));
    } while (skip('&'));
    return fields;
  }

  private String name() throws Refusal {
    String name = text('=', limits.name());
    if (name.isEmpty() || !skip('=')) {
      throw new Refusal(Code.FORM_INVALID);
    }
    return name;
  }

  private String value() throws Refusal {
    return text('&', body.length);
  }

  private boolean skip(char expected) {
    boolean isThere = position < body.length && body[position] == expected;
    if (isThere) {
      position++;
    }
    return isThere;
  }

  /** What stands before {@code end} or the end of the body, in {@code max} bytes at most. */
  private String text(char end, int max) throws Refusal {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (position < body.length && body[position] != end) {
      if (bytes.size() == max) {
        throw new Refusal(Code.FORM_LIMIT);
      }
      bytes.write(next());
    }
    return StrictUtf8.decode(bytes.toByteArray()).orElseThrow(() -> new Refusal(Code.UTF8_INVALID));
  }

  private int next() throws Refusal {
    int sent = body[position];
    position++;
    if (sent == '+') {
      return ' ';
    }
    if (sent == '%') {
      return escaped();
    }
    if (!isPlain(sent)) {
      throw new Refusal(Code.FORM_INVALID);
    }
    return sent;
  }

  private int escaped() throws Refusal {
    if (escapes == limits.escapes()) {
      throw new Refusal(Code.FORM_LIMIT);
    }
    escapes++;
    return 16 * hex() + hex();
  }

  private int hex() throws Refusal {
    int digit = position < body.length ? Character.digit(body[position], 16) : -1;
    if (digit < 0) {
      throw new Refusal(Code.FORM_INVALID);
    }
    position++;
    return digit;
  }

  private static boolean isPlain(int sent) {
    return (sent >= 'a' && sent <= 'z')
        || (sent >= 'A' && sent <= 'Z')
        || (sent >= '0' && sent <= '9')
        || PLAIN.indexOf(sent) >= 0;
  }
}
