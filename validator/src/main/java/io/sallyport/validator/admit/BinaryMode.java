package io.sallyport.validator.admit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.validator.parse.StrictUtf8;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/**
 * Makes the envelope of structured mode of a CloudEvents event in binary mode (Kafka protocol
 * binding 1.0.2, section 3.2): attributes in UTF-8 headers, {@code content-type} as {@code
 * datacontenttype}, and the data as it is. From then on the envelope is the body.
 *
 * <p>It frames and does not judge: attributes in the order of their names, and then the data's own
 * bytes, which must not end the place where they stand. What an envelope has to hold is for the
 * parser of envelopes to say.
 */
public final class BinaryMode {
  /** Before an attribute's name, on a direct producer's record. */
  public static final String PREFIX = "ce_";

  /** Before it on arrived, where {@link #PREFIX} itself is the delivery's. */
  public static final String CARRIED = Headers.HTTP + PREFIX;

  /** The most attributes of an event. */
  public static final int MAX_ATTRIBUTES = 32;

  /** The most bytes that the names and values of its attributes have together. */
  static final int MAX_BYTES = 8 << 10;

  /** Members of an envelope that are made of something else than a header of their own. */
  private static final Set<String> RESERVED = Set.of("data", "datacontenttype");

  private static final byte[] DATA = {',', '"', 'd', 'a', 't', 'a', '"', ':'};

  private BinaryMode() {}

  /** Whether a text can name an attribute: lower-case letters and digits (section 3.1). */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  /** The envelope of a record as it lies on arrived; empty if there is no clear one. */
  public static Optional<Bytes> ofArrived(
      org.apache.kafka.common.header.Headers headers, Bytes data) {
    return envelope(headers, CARRIED, data);
  }

  /** The envelope of a record as its producer wrote it; empty if there is no clear one. */
  public static Optional<Bytes> ofSent(org.apache.kafka.common.header.Headers headers, Bytes data) {
    return envelope(headers, PREFIX, data);
  }

  private static Optional<Bytes> envelope(
      org.apache.kafka.common.header.Headers headers, String prefix, Bytes data) {
    return isOneValue(data)
        ? attributes(headers, prefix).map(found -> framed(StrictJson.write(found), data))
        : Optional.empty();
  }

  private static Bytes framed(byte[] attributes, Bytes data) {
    ByteBuffer envelope = ByteBuffer.allocate(attributes.length + DATA.length + data.size());
    envelope.put(attributes, 0, attributes.length - 1).put(DATA).put(data.view()).put((byte) '}');
    return Bytes.of(envelope.array());
  }

  private static Optional<ObjectNode> attributes(
      org.apache.kafka.common.header.Headers headers, String prefix) {
    Map<String, String> attributes = new TreeMap<>();
    int size = 0;
    for (Header header : headers) {
      if (header.key().startsWith(prefix)) {
        String name = header.key().substring(prefix.length());
        Optional<String> value = text(header.value()).filter(text -> isOpen(name));
        size += name.length() + (header.value() == null ? 0 : header.value().length);
        if (value.isEmpty() || attributes.putIfAbsent(name, value.get()) != null) {
          return Optional.empty();
        }
      }
    }
    return attributes.size() > MAX_ATTRIBUTES || size > MAX_BYTES
        ? Optional.empty()
        : Headers.ascii(headers, Headers.CONTENT_TYPE).map(type -> object(attributes, type));
  }

  private static boolean isOpen(String name) {
    return isName(name) && !RESERVED.contains(name);
  }

  private static Optional<String> text(byte @org.jspecify.annotations.Nullable [] value) {
    return value == null
        ? Optional.empty()
        : StrictUtf8.decode(value).filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  private static ObjectNode object(Map<String, String> attributes, String contentType) {
    attributes.put("datacontenttype", contentType);
    ObjectNode object = StrictJson.object();
    attributes.forEach(object::put);
    return object;
  }

  /**
   * Whether a reader who begins a JSON value here cannot leave it before the end: outside strings
   * nothing closes what was not opened, and no comma stands between values. Whether it is JSON is
   * for the parser.
   */
  private static boolean isOneValue(Bytes data) {
    ByteBuffer bytes = data.view();
    int depth = 0;
    while (bytes.hasRemaining()) {
      switch (bytes.get()) {
        case '"' -> {
          if (!skipString(bytes)) {
            return false;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',' -> depth = depth == 0 ? -1 : depth;
        default -> {}
      }
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  /** Whether the string that has begun ends. */
  private static boolean skipString(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '"') {
        return true;
      }
      if (next == '\\' && bytes.hasRemaining()) {
        bytes.get();
      }
    }
    return false;
  }
}
