package io.sallyport.cli.trace;

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
import org.apache.kafka.common.TopicPartition;

/**
 * How far receipts were posted, on disk: the next offset of each partition.
 *
 * @param file where
 */
record Posted(Path file) {

  /** Empty where nothing was posted yet. */
  Map<TopicPartition, Long> read() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Map.of();
    }
    try {
      return StrictJson.read(Files.readAllBytes(file))
          .flatMap(Posted::offsets)
          .orElseThrow(() ->
              new CannotRun(
                  file + " does not say how far was posted.",
                  "Remove it to begin with what comes from now on."));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", "Look at the path and its rights.", e);
    }
  }

  /** That there are no receipts where the last ones were posted. */
  CannotRun lost() {
    return new CannotRun(
        "receipts that were not posted are not there any more.",
        "Remove " + file + " to begin with what comes from now on.");
  }

  private static Optional<Map<TopicPartition, Long>> offsets(ObjectNode json) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (var entry : json.properties()) {
      int colon = entry.getKey().lastIndexOf(':');
      boolean isOffset = entry.getValue().isIntegralNumber() && entry.getValue().asLong(-1) >= 0;
      if (colon < 1 || !isOffset || !entry.getKey().substring(colon + 1).matches("[0-9]{1,6}")) {
        return Optional.empty();
      }
      int partition = Integer.parseInt(entry.getKey().substring(colon + 1));
      String topic = entry.getKey().substring(0, colon);
      offsets.put(new TopicPartition(topic, partition), entry.getValue().asLong());
    }
    return Optional.of(offsets);
  }

  /** As a whole or not at all. */
  void write(Map<TopicPartition, Long> offsets) {
    Map<String, Long> sorted = new TreeMap<>();
    offsets.forEach((each, next) -> sorted.put(each.topic() + ":" + each.partition(), next));
    ObjectNode json = StrictJson.object();
    sorted.forEach(json::put);
    WholeFile.write(file, StrictJson.write(json));
  }
}
