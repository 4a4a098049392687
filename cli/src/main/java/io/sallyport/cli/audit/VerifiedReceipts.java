package io.sallyport.cli.audit;

import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Receipts that verified, each the next of its chain. Nothing after a chain's first break counts.
 * Owned by one thread.
 */
public final class VerifiedReceipts implements EarlierExports.Taker {
  private final ReceiptChains chains;
  private final Map<Writer, List<Receipt>> receipts = new LinkedHashMap<>();

  /** Of these writers; nobody else's receipts count. */
  public VerifiedReceipts(List<Writer> writers) {
    chains = new ReceiptChains(writers);
  }

  @Override
  public void accept(ReceiptRecord record, Instant now) {
    if (chains.accept(record, now) instanceof Chains.Heard.Said(Receipt receipt)) {
      receipts.computeIfAbsent(chains.writer(record), any -> new ArrayList<>()).add(receipt);
    }
  }

  @Override
  public void goOn(Predicate<TopicPartition> isCut) {
    chains.goOn(isCut);
  }

  /** What the validator said, chain by chain in order. */
  public List<Receipt> decisions() {
    return said(true);
  }

  /** What the cells said, chain by chain in order. */
  public List<Receipt> outcomes() {
    return said(false);
  }

  private List<Receipt> said(boolean validator) {
    return receipts.entrySet().stream()
        .filter(said -> said.getKey().isValidator() == validator)
        .flatMap(said -> said.getValue().stream())
        .toList();
  }

  /** The first break of each chain that has one; must be asked when all was read. */
  public List<Break> broken() {
    return chains.broken();
  }

  /** What is not there and told by {@link #broken}; must be asked when all was read. */
  public Unread unread() {
    return chains.unread();
  }

  /** The chains that they are in. */
  public ReceiptChains chains() {
    return chains;
  }

  /** Each place where a chain stood, behind one of its receipts or before it, with its writer. */
  public void forEachStanding(BiConsumer<String, ChainHead> taker) {
    receipts.forEach(
        (writer, said) -> said.forEach(receipt -> taker.accept(writer.name(), receipt.before())));
    chains.forEachHead(taker);
  }
}
