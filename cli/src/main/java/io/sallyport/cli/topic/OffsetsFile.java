package io.sallyport.cli.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.files.WholeFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * How far receipts were handed on, on disk: the next offset of each partition, by {@code
 * topic:partition}.
 *
 * @param file where
 * @param done what was done with them, such as {@code posted}
 */
public record OffsetsFile(Path file, String done) {
  private static final Pattern NAME = Pattern.compile("(?:([^:]+):)?([0-9]{1,6})");

  /**
   * Empty where nothing was handed on yet.
   *
   * @param topic of partitions that are named by their number alone, as notifiers once did
   */
  public Map<TopicPartition, Long> read(String topic) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Map.of();
    }
    try {
      return StrictJson.read(Files.readAllBytes(file))
          .flatMap(json -> offsets(json, topic))
          .orElseThrow(() ->
              new CannotRun(
                  file + " does not say how far receipts were " + done + ".",
                  "Bring the last one back, or remove it to begin with what comes from now on."));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }

  /** That there are no receipts where it says. */
  public CannotRun lost() {
    return new CannotRun(
        "receipts that were not " + done + " are not there any more.",
        "Look yourself at what was missed (what waits: 'held list'), then remove " + file + ".");
  }

  private static Optional<Map<TopicPartition, Long>> offsets(ObjectNode json, String topic) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Matcher name = NAME.matcher(entry.getKey());
      long next = entry.getValue().isIntegralNumber() ? entry.getValue().asLong(-1) : -1;
      if (!name.matches() || next < 0) {
        return Optional.empty();
      }
      String named = Optional.ofNullable(name.group(1)).orElse(topic);
      offsets.put(new TopicPartition(named, Integer.parseInt(name.group(2))), next);
    }
    return Optional.of(offsets);
  }

  /** As a whole or not at all. */
  public void write(Map<TopicPartition, Long> offsets) {
    Map<String, Long> sorted = new TreeMap<>();
    offsets.forEach((each, next) -> sorted.put(each.topic() + ":" + each.partition(), next));
    ObjectNode json = StrictJson.object();
    sorted.forEach(json::put);
    WholeFile.write(file, StrictJson.write(json));
  }
}
