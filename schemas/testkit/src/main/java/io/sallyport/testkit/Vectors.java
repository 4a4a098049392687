package io.sallyport.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Golden vectors: JSON files below {@code vectors/} that the tests of every role read. */
public final class Vectors {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Vectors() {}

  /** The vectors of a file, for example {@code contract/ids.json}. */
  public static JsonNode read(String name) {
    try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("no vectors " + name);
      }
      return MAPPER.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the file anew when the build was started with {@code -Dsallyport.regenerate=true}: for a
   * change of the contract that an ADR records.
   */
  public static void regenerate(String name, JsonNode vectors) {
    if (!Boolean.getBoolean("sallyport.regenerate")) {
      return;
    }
    Path file = Path.of("../testkit/src/main/resources/vectors", name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, MAPPER.writeValueAsString(vectors) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
