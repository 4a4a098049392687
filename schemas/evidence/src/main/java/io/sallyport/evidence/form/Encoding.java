package io.sallyport.evidence.form;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.text.StrictText;
import java.util.Base64;
import java.util.Optional;

/** How the bytes of a signature are written; each signature has one spelling. */
public enum Encoding {
  /** Lower-case hexadecimal digits. */
  HEX,
  /** Base64 with padding (RFC 4648, section 4). */
  BASE64;

  /** The text of a signature. */
  public String encode(Bytes signature) {
    return switch (this) {
      case HEX -> signature.hex();
      case BASE64 -> Base64.getEncoder().encodeToString(signature.toArray());
    };
  }

  /** The signature of {@code size} bytes in a text, if it is one. */
  public Optional<Bytes> decode(String text, int size) {
    return switch (this) {
      case HEX -> StrictText.hex(text, size);
      case BASE64 -> StrictText.base64(text).filter(bytes -> bytes.size() == size);
    };
  }
}
