package io.sallyport.quickstart.data;

import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The loopback ports of a stack besides ingest's, the same at each start as long as they are free.
 *
 * @param broker Kafka clients
 * @param controller the broker's own
 * @param registry the registry's API
 * @param registryHealth the registry's management listener
 * @param target the demo target
 * @param ingestAdmin the admin listener of ingest
 * @param validatorAdmin the admin listener of the validator
 * @param executorAdmin the admin listener of the executor
 */
public record Ports(
    int broker,
    int controller,
    int registry,
    int registryHealth,
    int target,
    int ingestAdmin,
    int validatorAdmin,
    int executorAdmin) {
  private static final List<String> NAMES =
      List.of(
          "broker",
          "controller",
          "registry",
          "registry-health",
          "target",
          "ingest-admin",
          "validator-admin",
          "executor-admin");

  /** Reads the file; chooses each port anew that is not there or is taken, and writes the file. */
  public static Ports choose(Path file) {
    var kept = read(file);
    List<Integer> fresh = new ArrayList<>(FreePorts.choose(NAMES.size()));
    var text = new StringBuilder();
    List<Integer> chosen = new ArrayList<>();
    for (String name : NAMES) {
      int before = Integer.parseInt(kept.getProperty(name, "0"));
      boolean good = before > 0 && FreePorts.isFree(before) && !chosen.contains(before);
      chosen.add(good ? before : fresh.removeFirst());
      text.append(name).append('=').append(chosen.getLast()).append('\n');
    }
    OwnerFiles.writeMutable(file, text.toString());
    return of(chosen);
  }

  /** Reads the ports of a stack that was started before. */
  public static Ports load(Path file) {
    var kept = read(file);
    return of(NAMES.stream().map(name -> Integer.parseInt(kept.getProperty(name, "0"))).toList());
  }

  private static Ports of(List<Integer> each) {
    return new Ports(
        each.get(0),
        each.get(1),
        each.get(2),
        each.get(3),
        each.get(4),
        each.get(5),
        each.get(6),
        each.get(7));
  }

  private static Properties read(Path file) {
    var properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return properties;
  }
}
