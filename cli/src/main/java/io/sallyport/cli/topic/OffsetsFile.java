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
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * How far receipts were handed on, on disk: the next offset of each partition, by its number where
 * there is one topic, by {@code topic:partition} otherwise.
 *
 * @param file where
 * @param done what was done with them, such as {@code posted}
 * @param topic the one topic, if there is one
 */
public record OffsetsFile(Path file, String done, Optional<String> topic) {
  private static final Pattern PARTITION = Pattern.compile("[0-9]{1,6}");

  /** Empty where nothing was handed on yet. */
  public Map<TopicPartition, Long> read() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Map.of();
    }
    try {
      return StrictJson.read(Files.readAllBytes(file))
          .flatMap(this::offsets)
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

  private Optional<Map<TopicPartition, Long>> offsets(ObjectNode json) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Optional<TopicPartition> partition = partition(entry.getKey());
      long next = entry.getValue().isIntegralNumber() ? entry.getValue().asLong(-1) : -1;
      if (partition.isEmpty() || next < 0) {
        return Optional.empty();
      }
      offsets.put(partition.get(), next);
    }
    return Optional.of(offsets);
  }

  private Optional<TopicPartition> partition(String name) {
    int colon = name.lastIndexOf(':');
    String number = name.substring(colon + 1);
    boolean isForm = topic.isPresent() ? colon == -1 : colon > 0;
    return isForm && PARTITION.matcher(number).matches()
        ? Optional.of(
            new TopicPartition(
                topic.orElseGet(() -> name.substring(0, colon)), Integer.parseInt(number)))
        : Optional.empty();
  }

  private String name(TopicPartition each) {
    return topic.isPresent()
        ? Integer.toString(each.partition())
        : each.topic() + ":" + each.partition();
  }

  /** As a whole or not at all. */
  public void write(Map<TopicPartition, Long> offsets) {
    Map<String, Long> sorted = new TreeMap<>();
    offsets.forEach((each, next) -> sorted.put(name(each), next));
    ObjectNode json = StrictJson.object();
    sorted.forEach(json::put);
    WholeFile.write(file, StrictJson.write(json));
  }
}
