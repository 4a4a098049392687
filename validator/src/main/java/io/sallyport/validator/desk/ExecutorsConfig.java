package io.sallyport.validator.desk;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose outcomes count; without any, nothing that was charged is ever given back.
 *
 * @param executors the cells, each with its keys
 * @param witness the least time between two receipts about where one of their chains stands
 */
public record ExecutorsConfig(List<Executor> executors, Duration witness) {
  private static final int MAX_EXECUTORS = 64;
  private static final int MAX_KEYS = 8;
  private static final Duration WITNESS = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Copies the list. */
  public ExecutorsConfig {
    executors = List.copyOf(executors);
  }

  /**
   * The executors of one cell.
   *
   * @param cell its name
   * @param keyFiles public keys that sign its receipts, or did; JWK
   */
  public record Executor(String cell, List<Path> keyFiles) {
    /** Copies the list. */
    public Executor {
      keyFiles = List.copyOf(keyFiles);
    }
  }

  /** Reads {@code executors} of the process's own file, and {@code witness} of its limits. */
  public static ExecutorsConfig read(ConfigNode spec, ConfigNode limits) {
    List<Executor> executors = new ArrayList<>();
    for (ConfigNode node : spec.children("executors")) {
      String cell = node.text("cell");
      List<Path> keys = node.paths("keyFiles");
      if (!Topics.NAME.matcher(cell).matches()) {
        node.problem("cell", "1 to 40 of a-z, 0-9 and '-'");
      } else if (executors.stream().anyMatch(each -> each.cell().equals(cell))) {
        node.problem("cell", "another entry is of this cell: list all its keys in one");
      }
      if (keys.isEmpty() || keys.size() > MAX_KEYS) {
        node.problem("keyFiles", "1 to " + MAX_KEYS + " public keys of the cell's receipts");
      }
      executors.add(new Executor(cell, keys));
    }
    if (executors.size() > MAX_EXECUTORS) {
      spec.problem("executors", "at most " + MAX_EXECUTORS);
    }
    return new ExecutorsConfig(
        executors, limits.duration("witness", WITNESS, SHORTEST, Duration.ofHours(1)));
  }

  /** Reads the keys; throws {@link StartException} when one cannot be used. */
  public CellReceipts open(Environment environment) {
    Map<String, List<Jwk>> keys = new TreeMap<>();
    try {
      executors.forEach(each ->
          keys.put(each.cell(), each.keyFiles().stream().map(KeyFile::readPublic).toList()));
      return new CellReceipts(environment, keys);
    } catch (KeyFile.Unusable | IllegalArgumentException e) {
      throw new StartException("executors: " + e.getMessage(), e);
    }
  }
}
