package io.sallyport.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a JSON object, each read once and with its type; {@link Mismatch} names the first
 * that is missing, of another type, or unknown. Used by one thread.
 */
public final class Fields {
  private static final long MAX_SECONDS = 253_402_300_799L;

  private final ObjectNode object;
  private final Set<String> unread;

  private Fields(ObjectNode object) {
    this.object = object;
    this.unread = new TreeSet<>();
    object.fieldNames().forEachRemaining(unread::add);
  }

  /** The object does not have the expected shape; the message names the field, not its value. */
  public static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    private Mismatch(String message) {
      super(message);
    }
  }

  /** The fields of {@code object}. */
  public static Fields of(ObjectNode object) {
    return new Fields(object);
  }

  /** A string. */
  public String text(String name) throws Mismatch {
    JsonNode node = required(name);
    if (!node.isTextual()) {
      throw new Mismatch(name + " is not a string");
    }
    return node.textValue();
  }

  /** A string, or empty when the field is not there. */
  public Optional<String> optionalText(String name) throws Mismatch {
    return object.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** An integer in the range of a long. */
  public long integer(String name) throws Mismatch {
    JsonNode node = required(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new Mismatch(name + " is not an integer");
    }
    return node.longValue();
  }

  /** A NumericDate of JWT (RFC 7519), held to four-digit years so that no arithmetic overflows. */
  public Instant seconds(String name) throws Mismatch {
    long value = integer(name);
    if (value < 0 || value > MAX_SECONDS) {
      throw new Mismatch(name + " is not a date of this era");
    }
    return Instant.ofEpochSecond(value);
  }

  /** An integer from 0 to the largest int. */
  public int count(String name) throws Mismatch {
    long value = integer(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new Mismatch(name + " is out of range");
    }
    return (int) value;
  }

  /** A boolean. */
  public boolean flag(String name) throws Mismatch {
    JsonNode node = required(name);
    if (!node.isBoolean()) {
      throw new Mismatch(name + " is not a boolean");
    }
    return node.booleanValue();
  }

  /** An object. */
  public Fields object(String name) throws Mismatch {
    if (required(name) instanceof ObjectNode child) {
      return new Fields(child);
    }
    throw new Mismatch(name + " is not an object");
  }

  /** An array of strings. */
  public List<String> texts(String name) throws Mismatch {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(name)) {
      if (!item.isTextual()) {
        throw new Mismatch(name + " holds something else than strings");
      }
      texts.add(item.textValue());
    }
    return List.copyOf(texts);
  }

  /** An array of objects. */
  public List<Fields> objects(String name) throws Mismatch {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode item : array(name)) {
      if (!(item instanceof ObjectNode child)) {
        throw new Mismatch(name + " holds something else than objects");
      }
      objects.add(new Fields(child));
    }
    return List.copyOf(objects);
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** To be called last: every field must have been read. */
  public void end() throws Mismatch {
    if (!unread.isEmpty()) {
      throw new Mismatch("unknown field " + unread.iterator().next());
    }
  }

  private JsonNode array(String name) throws Mismatch {
    JsonNode node = required(name);
    if (!node.isArray()) {
      throw new Mismatch(name + " is not an array");
    }
    return node;
  }

  private JsonNode required(String name) throws Mismatch {
    JsonNode node = object.get(name);
    if (node == null) {
      throw new Mismatch(name + " is missing");
    }
    unread.remove(name);
    return node;
  }
}
