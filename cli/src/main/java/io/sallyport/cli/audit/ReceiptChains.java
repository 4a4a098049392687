package io.sallyport.cli.audit;

import io.sallyport.contract.receipt.ChainHead;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** The chains of all writers; keeps where they stand and no receipt. Owned by one thread. */
public final class ReceiptChains {
  private final Map<String, Chains> byTopic = new LinkedHashMap<>();

  /** Of these writers, from the first receipt of each chain on; nobody else's receipts count. */
  public ReceiptChains(List<Writer> writers) {
    writers.forEach(writer -> byTopic.put(writer.topic(), Chains.fromTheirBeginning(writer)));
  }

  /**
   * What follows is read elsewhere, again from the first receipts that are there, and must go on
   * from where the chains stand; see {@link Chains#goOn}.
   */
  public void goOn(Predicate<TopicPartition> isCut) {
    Instant said = latest();
    byTopic.forEach((topic, chains) ->
        chains.goOn(partition -> isCut.test(new TopicPartition(topic, partition)), said));
  }

  private Instant latest() {
    return byTopic.values().stream()
        .map(Chains::latest)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Takes the record that follows, in the order of its partition. */
  public Chains.Heard accept(ReceiptRecord record, Instant now) {
    return of(record).accept(record, now);
  }

  /** Whose topic the record lies on. */
  public Writer writer(ReceiptRecord record) {
    return of(record).writer();
  }

  private Chains of(ReceiptRecord record) {
    return Optional.ofNullable(byTopic.get(record.topic())).orElseThrow();
  }

  /** The first break of each chain that has one; must be asked when all was read. */
  public List<Break> broken() {
    Instant said = latest();
    return byTopic.values().stream().flatMap(chains -> chains.broken(said).stream()).toList();
  }

  /** What is not there and told by {@link #broken}; must be asked when all was read. */
  public Unread unread() {
    Instant said = latest();
    Unread unread = new Unread();
    byTopic.values().forEach(chains -> chains.tellUnread(unread, said));
    return unread;
  }

  /** Where each chain stands that has a receipt, with its writer's name. */
  public void forEachHead(BiConsumer<String, ChainHead> taker) {
    byTopic
        .values()
        .forEach(
            chains -> chains.heads().forEach(head -> taker.accept(chains.writer().name(), head)));
  }

  /** How many chains there are. */
  public int count() {
    return byTopic.values().stream().mapToInt(Chains::count).sum();
  }
}
