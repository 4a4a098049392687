package io.sallyport.cli.audit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka client properties as a file, as a person keeps them. */
public final class ClientProperties {
  private ClientProperties() {}

  public static Path write(Path file, Map<String, Object> client) throws IOException {
    Properties properties = new Properties();
    client.forEach((key, value) -> properties.setProperty(key, value.toString()));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }
}
