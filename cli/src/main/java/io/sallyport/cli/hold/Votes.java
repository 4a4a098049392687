package io.sallyport.cli.hold;

import io.sallyport.cli.approver.ApproverProfile;
import io.sallyport.cli.approver.OwnBundle;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.VerdictCodec;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Hold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who has approved what waits, as the person's own list of approvers counts it; the validator
 * counts by its own. Owned by the thread that reads.
 */
public final class Votes {
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Approvers approvers;
  private final Map<String, List<OpenHold>> holds;
  private final Map<OpenHold, SortedSet<String>> approved = new HashMap<>();
  private final int limit;
  private long records;

  /** None yet, on these holds; as many as {@code limit} are looked at. */
  public Votes(Approvers approvers, Collection<OpenHold> holds, int limit) {
    this.approvers = approvers;
    this.holds = holds.stream().collect(Collectors.groupingBy(hold -> hold.id().text()));
    this.limit = limit;
  }

  /** The verdicts on these holds, of as many as the profile's limit lets be read. */
  public static Votes read(ApproverProfile profile, OwnBundle own, Collection<OpenHold> holds) {
    Votes votes = new Votes(own.approvers(), holds, profile.limits().records());
    if (!holds.isEmpty()) {
      String topic = profile.self().topics().approvals();
      try (CommittedRecords records =
          CommittedRecords.open(profile.self().clientProperties(), List.of(topic))) {
        records.seekToBeginning();
        int partitions = records.partitions().size();
        records.readToEnd(record -> votes.take(record, partitions));
      }
    }
    return votes;
  }

  /** Takes a record of the topic of verdicts, which has so many partitions. */
  public void take(ConsumerRecord<byte[], byte[]> record, int partitions) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (++records > limit || key == null || value == null || value.length > VerdictCodec.MAX_SIZE) {
      return;
    }
    if (Partitions.of(key, partitions) == record.partition()) {
      count(key, value);
    }
  }

  private void count(byte[] key, byte[] value) {
    String jws = new String(value, StandardCharsets.ISO_8859_1);
    for (OpenHold hold :
        holds.getOrDefault(new String(key, StandardCharsets.ISO_8859_1), List.of())) {
      Ballot ballot = new Ballot(approvers, hold.statement(), SKEW);
      if (ballot.cast(jws, Instant.now()) instanceof Ballot.Cast.Counted(Verdict verdict)
          && verdict.word() == Verdict.Word.APPROVE) {
        approved.computeIfAbsent(hold, _ -> new TreeSet<>()).add(verdict.person());
      }
    }
  }

  /** Whether all verdicts were read; if not, there may be more than are told. */
  public boolean isWhole() {
    return records <= limit;
  }

  /** The persons who have approved it, in the order of their names. */
  public SortedSet<String> on(OpenHold hold) {
    return Collections.unmodifiableSortedSet(approved.getOrDefault(hold, new TreeSet<>()));
  }

  /** How many of a group have. */
  public long of(OpenHold hold, Hold.Quorum quorum) {
    return on(hold).stream().filter(approvers.members(quorum.group())::contains).count();
  }

  /** Whether they are as many as are asked. */
  public boolean areEnough(OpenHold hold) {
    return hold.asked().quorums().stream().allMatch(each -> of(hold, each) >= each.threshold());
  }

  /** For people: {@code 1 of 2 release-managers}, group after group. */
  public String text(OpenHold hold) {
    return hold.asked().quorums().stream()
        .map(each -> of(hold, each) + " of " + each.threshold() + " " + each.group())
        .collect(Collectors.joining(", "));
  }
}
