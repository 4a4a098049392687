package io.sallyport.cli.hold;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What waits for persons in the cells of a profile. Owned by the thread that reads. */
public final class Holds {
  private final ApproverProfile profile;
  private final Predicate<String> wanted;
  private final Map<String, String> cellByTopic = new LinkedHashMap<>();
  private final Map<String, Kept> open = new LinkedHashMap<>();
  private long records;
  private long bytes;
  private long strays;
  private boolean isFull;

  /** One hold and how long its record is. */
  private record Kept(OpenHold hold, int size) {}

  private Holds(ApproverProfile profile, Predicate<String> wanted) {
    this.profile = profile;
    this.wanted = wanted;
  }

  /** All that waits, up to the profile's limits. */
  public static Holds all(ApproverProfile profile) {
    return new Holds(profile, _ -> true).read();
  }

  /** What waits under that id; there can be one in each cell, but only one is genuine. */
  public static Holds of(ApproverProfile profile, String action) {
    return new Holds(profile, action::equals).read();
  }

  private Holds read() {
    profile.cells().forEach(cell -> cellByTopic.put(profile.self().topics().held(cell), cell));
    try (CommittedRecords topics =
        CommittedRecords.open(profile.self().clientProperties(), cellByTopic.keySet())) {
      topics.seekToBeginning();
      Map<String, Integer> partitions = new LinkedHashMap<>();
      for (TopicPartition each : topics.partitions()) {
        partitions.merge(each.topic(), 1, Integer::sum);
      }
      topics.readToEnd(record -> take(record, partitions.getOrDefault(record.topic(), 0)));
    }
    return this;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, int partitions) {
    count();
    byte[] raw = record.key() == null ? new byte[0] : record.key();
    String key = new String(raw, StandardCharsets.ISO_8859_1);
    if (!wanted.test(key)) {
      return;
    }
    String place = record.topic() + ":" + record.partition() + ":" + key;
    Optional.ofNullable(open.remove(place)).ifPresent(before -> bytes -= before.size());
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    boolean isInPlace = Partitions.of(raw, partitions) == record.partition();
    Optional<OpenHold> hold = isInPlace ? hold(record.topic(), key, value) : Optional.empty();
    hold.ifPresentOrElse(each -> keep(place, each, value.length), () -> strays++);
  }

  private void count() {
    if (++records > profile.limits().records()) {
      throw new CannotRun(
          "there are more than " + profile.limits().records() + " records of holds.",
          "Somebody floods them, or raise limits.records of the profile.");
    }
  }

  private Optional<OpenHold> hold(String topic, String key, byte[] value) {
    String cell = cellByTopic.getOrDefault(topic, "");
    return HeldCodec.parse(Bytes.of(value))
        .filter(held -> held.id().text().equals(key))
        .flatMap(held ->
            held.statement(profile.self().environment(), cell)
                .map(statement -> OpenHold.of(held, statement)));
  }

  private void keep(String place, OpenHold hold, int size) {
    if (bytes + size > profile.limits().size().bytes()) {
      isFull = true;
      return;
    }
    bytes += size;
    open.put(place, new Kept(hold, size));
  }

  /** What waits, the oldest of each partition first. */
  public List<OpenHold> open() {
    List<OpenHold> all = new ArrayList<>();
    open.values().forEach(each -> all.add(each.hold()));
    return List.copyOf(all);
  }

  /** How many records are no holds of this environment, or lie where they do not belong. */
  public long strays() {
    return strays;
  }

  /** Whether there is more than the profile's {@code limits.size} keeps. */
  public boolean isFull() {
    return isFull;
  }
}
