package io.sallyport.cli.witness;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.EarlierExports;
import io.sallyport.cli.audit.ReceiptChains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all receipts as they come and says where the chains stand; never of chains that do not go
 * on from what it said before. Owned by one thread.
 */
public final class Witness implements EarlierExports.Taker {
  private final ReceiptChains chains;
  private final Heads.Continuation later;

  /** That said {@code said} before it was started. */
  public Witness(List<Writer> writers, Heads said) {
    this.chains = new ReceiptChains(writers);
    this.later = said.continuation();
  }

  /** That said nothing yet. */
  public static Heads nothing() {
    return new Heads(Map.of());
  }

  @Override
  public void goOn(Predicate<TopicPartition> isCut) {
    chains.goOn(isCut);
  }

  @Override
  public void accept(ReceiptRecord record, Instant now) {
    if (chains.accept(record, now) instanceof Chains.Heard.Said said) {
      later.pass(chains.writer(record).name(), said.receipt().before());
    }
  }

  /** What is wrong with all that was read; must be asked when each topic was read to its end. */
  public List<Break> broken() {
    chains.forEachHead(later::pass);
    List<Break> broken = new ArrayList<>(chains.broken());
    broken.addAll(later.missing());
    return List.copyOf(broken);
  }

  /** Where the chains stand. */
  public Heads heads() {
    return Heads.of(chains);
  }
}
