package io.sallyport.contract.topic;

import io.sallyport.contract.Topics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an installation chooses about its topics.
 *
 * @param topics the names
 * @param replication brokers that hold each partition; 3 where there are three, else 1
 * @param untrusted partitions of ingest's untrusted topic, arrived, released and the validator's
 *     receipts
 * @param desk partitions of desk and of each outcomes topic; no more than untrusted, since the
 *     receipts of both lie together
 * @param held partitions of each held topic and of approvals; no more than untrusted, since the
 *     receipts of both lie together
 * @param cells the cells, each with the partitions of its trusted, ledger and receipts topics
 * @param sources direct producers, each with the partitions of its own untrusted topic
 * @param maxBody the largest body of any source, in bytes
 */
public record ManifestSpec(
    Topics topics,
    short replication,
    int untrusted,
    int desk,
    int held,
    Map<String, Integer> cells,
    Map<String, Integer> sources,
    int maxBody) {

  /** The most partitions that one topic may have here. */
  public static final int MAX_PARTITIONS = 10_000;

  /** Checks the counts and copies the collections, sorted. */
  public ManifestSpec {
    cells = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    sources = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    count("untrusted", untrusted);
    count("desk", desk);
    count("held", held);
    if (held > untrusted) {
      throw new IllegalArgumentException("held: no more partitions than untrusted has");
    }
    if (desk > untrusted) {
      throw new IllegalArgumentException("desk: no more partitions than untrusted has");
    }
    cells.forEach((cell, partitions) -> count("cells." + cell, partitions));
    sources.forEach((source, partitions) -> count("sources." + source, partitions));
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("an installation has at least one cell");
    }
  }

  /** One machine, one cell: two partitions everywhere, bodies up to 1 MiB. */
  public static ManifestSpec small(Topics topics, String... cells) {
    Map<String, Integer> partitions =
        Stream.of(cells).collect(Collectors.toMap(cell -> cell, _ -> 2));
    return new ManifestSpec(topics, (short) 1, 2, 2, 2, partitions, Map.of(), 1 << 20);
  }

  private static void count(String name, int partitions) {
    if (partitions < 1 || partitions > MAX_PARTITIONS) {
      throw new IllegalArgumentException(name + ": 1 to 10000 partitions");
    }
  }
}
