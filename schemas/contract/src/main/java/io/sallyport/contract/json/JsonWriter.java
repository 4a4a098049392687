package io.sallyport.contract.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one object of our own records, compact, its members in the order in which they are put;
 * without a tree, for what is written for each delivery. Used by one thread.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_SIZE = 1024;

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The UTF-8 form of the object with these members. */
  public static byte[] write(Consumer<JsonWriter> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      members.accept(new JsonWriter(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw impossible(e);
    }
    return bytes.toByteArray();
  }

  /** A string. */
  public JsonWriter put(String name, String value) {
    try {
      json.writeStringField(name, value);
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** A string, if there is one. */
  public JsonWriter put(String name, Optional<String> value) {
    return value.isPresent() ? put(name, value.get()) : this;
  }

  /** A whole number. */
  public JsonWriter put(String name, long value) {
    try {
      json.writeNumberField(name, value);
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** An array of strings. */
  public JsonWriter putTexts(String name, List<String> values) {
    try {
      json.writeArrayFieldStart(name);
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** An object with these members. */
  public JsonWriter putObject(String name, Consumer<JsonWriter> members) {
    try {
      json.writeObjectFieldStart(name);
      members.accept(this);
      json.writeEndObject();
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** An array of objects, each with the members that {@code writer} puts for its value. */
  public <T> JsonWriter putObjects(String name, List<T> values, BiConsumer<JsonWriter, T> writer) {
    try {
      json.writeArrayFieldStart(name);
      for (T value : values) {
        json.writeStartObject();
        writer.accept(this, value);
        json.writeEndObject();
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  private static UncheckedIOException impossible(IOException e) {
    return new UncheckedIOException("writing to memory cannot fail", e);
  }
}
