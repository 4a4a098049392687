package io.sallyport.cli.data;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.service.config.KafkaProperties;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of Kafka client properties; store locations and secrets are relative to the file. */
public final class ClientFile {
  private ClientFile() {}

  /** The properties of a file. */
  public static Map<String, Object> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
      Map<String, String> section = new TreeMap<>();
      properties
          .stringPropertyNames()
          .forEach(name -> section.put(name, properties.getProperty(name)));
      return KafkaProperties.of(section, file.toAbsolutePath().normalize().resolveSibling(""));
    } catch (IOException | IllegalArgumentException e) {
      throw new CannotRun(
          "the Kafka client properties " + file + " cannot be used: " + e.getMessage(),
          "Give a file as Kafka's own tools take it, with bootstrap.servers in it.",
          e);
    }
  }
}
