package io.sallyport.cli.audit;

import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Receipts that verified, each the next of its chain. Nothing after a chain's first break counts.
 * Owned by one thread.
 */
public final class VerifiedReceipts {
  private final Map<String, Said> writers = new LinkedHashMap<>();

  /** Of these writers; nobody else's receipts count. */
  public VerifiedReceipts(List<Writer> writers) {
    writers.forEach(writer ->
        this.writers.put(
            writer.topic(),
            new Said(writer, Chains.fromTheirBeginning(writer), new ArrayList<>())));
  }

  /** What one writer said. */
  private record Said(Writer writer, Chains chains, List<Receipt> receipts) {}

  /** Takes the record that follows, in the order of its partition. */
  public void accept(ReceiptRecord record, Instant now) {
    Said said = Optional.ofNullable(writers.get(record.topic())).orElseThrow();
    if (said.chains().accept(record, now) instanceof Chains.Heard.Said(Receipt receipt)) {
      said.receipts().add(receipt);
    }
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
    return writers.values().stream()
        .filter(said -> said.writer().isValidator() == validator)
        .flatMap(said -> said.receipts().stream())
        .toList();
  }

  /** The first break of each chain that has one. */
  public List<Break> broken() {
    return writers.values().stream().flatMap(said -> said.chains().broken().stream()).toList();
  }

  /** Where each chain stands that has a receipt, by writer. */
  public Map<String, List<ChainHead>> heads() {
    Map<String, List<ChainHead>> heads = new LinkedHashMap<>();
    writers.values().forEach(said -> heads.put(said.writer().name(), said.chains().heads()));
    return Map.copyOf(heads);
  }

  /** Each place where a chain stood, behind one of its receipts or before it, with its writer. */
  public void forEachStanding(BiConsumer<String, ChainHead> taker) {
    for (Said said : writers.values()) {
      String writer = said.writer().name();
      said.receipts().forEach(receipt -> taker.accept(writer, receipt.before()));
      said.chains().heads().forEach(head -> taker.accept(writer, head));
    }
  }

  /** How many chains there are. */
  public int chains() {
    return writers.values().stream().mapToInt(said -> said.chains().count()).sum();
  }
}
