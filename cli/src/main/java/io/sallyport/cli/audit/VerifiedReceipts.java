package io.sallyport.cli.audit;

import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Receipts that verified, each the next of its chain. Nothing after a chain's first break counts.
 * Owned by one thread.
 */
public final class VerifiedReceipts {
  private static final Pattern CHAIN = Pattern.compile("[a-z0-9-]{1,46}-[0-9]{1,6}");

  private final Map<String, Writer> writers = new LinkedHashMap<>();
  private final Map<String, ChainCheck> chains = new LinkedHashMap<>();
  private final Map<String, Break> broken = new LinkedHashMap<>();
  private final List<Receipt> decisions = new ArrayList<>();
  private final List<Receipt> outcomes = new ArrayList<>();

  /** Of these writers; nobody else's receipts count. */
  public VerifiedReceipts(List<Writer> writers) {
    writers.forEach(writer -> this.writers.put(writer.topic(), writer));
  }

  /** Takes the records that follow, in the order of their partitions. */
  public void accept(List<ReceiptRecord> records, Instant now) {
    records.forEach(record -> accept(record, now));
  }

  private void accept(ReceiptRecord record, Instant now) {
    Writer writer = Optional.ofNullable(writers.get(record.topic())).orElseThrow();
    String place = writer.name() + " " + record.chain();
    if (broken.containsKey(place)) {
      return;
    }
    if (!liesRight(record)) {
      broken.put(place, new Break(writer.name(), record.chain(), 0, "on another partition"));
      return;
    }
    ChainCheck chain =
        chains.computeIfAbsent(place, key -> new ChainCheck(record.chain(), writer.verifier()));
    switch (chain.next(record.jws(), now)) {
      case ChainCheck.Step.Broken step ->
          broken.put(place, new Break(writer.name(), record.chain(), step.seq(), step.reason()));
      case ChainCheck.Step.Next next when !writer.maySay(next.receipt()) ->
          broken.put(
              place,
              new Break(
                  writer.name(), record.chain(), next.receipt().seq(), "not this writer's to say"));
      case ChainCheck.Step.Next next ->
          (writer.isValidator() ? decisions : outcomes).add(next.receipt());
    }
  }

  /** A chain lies on the partition that its name ends with. */
  private static boolean liesRight(ReceiptRecord record) {
    return CHAIN.matcher(record.chain()).matches()
        && Partitions.ofChain(record.chain()) == record.partition();
  }

  /** What the validator said, chain by chain in order. */
  public List<Receipt> decisions() {
    return List.copyOf(decisions);
  }

  /** What the cells said, chain by chain in order. */
  public List<Receipt> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The first break of each chain that has one. */
  public List<Break> broken() {
    return List.copyOf(broken.values());
  }

  /** How many chains there are, broken ones included. */
  public int chains() {
    return chains.size();
  }
}
