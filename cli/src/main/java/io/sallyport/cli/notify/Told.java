package io.sallyport.cli.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.files.WholeFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far the receipts were told of, on disk: the next offset of each partition. */
final class Told {
  private static final String LOOK = "Look at the path and its rights.";

  private final Path file;

  Told(Path file) {
    this.file = file;
  }

  /** Empty where nothing was told yet. */
  Optional<Map<Integer, Long>> read() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StrictJson.read(Files.readAllBytes(file))
              .flatMap(Told::offsets)
              .orElseThrow(() ->
                  new CannotRun(
                      file + " does not say how far was told.",
                      "Bring the last one back; without it, what waits now is not told of.")));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be read.", LOOK, e);
    }
  }

  /** That there are no receipts where the last ones were told of. */
  CannotRun lost() {
    return new CannotRun(
        "receipts that were not told of are not there any more.",
        "Look at 'held list' yourself, then remove " + file + ".");
  }

  private static Optional<Map<Integer, Long>> offsets(ObjectNode json) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (var entry : json.properties()) {
      boolean isOffset = entry.getValue().isIntegralNumber() && entry.getValue().asLong(-1) >= 0;
      if (!entry.getKey().matches("[0-9]{1,6}") || !isOffset) {
        return Optional.empty();
      }
      offsets.put(Integer.parseInt(entry.getKey()), entry.getValue().asLong());
    }
    return Optional.of(offsets);
  }

  /** As a whole or not at all. */
  void write(Map<Integer, Long> offsets) {
    ObjectNode json = StrictJson.object();
    new TreeMap<>(offsets).forEach((partition, next) -> json.put(partition.toString(), next));
    WholeFile.write(file, StrictJson.write(json));
  }
}
