package io.sallyport.validator.gate;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter.Appended;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Appends receipts to one chain, and what opens it before them. Used by one thread, for one turn.
 */
public final class ChainWriter {
  private final Writer writer;
  private final Instant now;
  private final String sink;
  private final List<Output> outputs;
  private ChainHead head;

  /**
   * Begins where the chain stands; the first receipts of all open it. Throws {@link
   * IllegalStateException} where a newer bundle decided before: versions only rise, whichever
   * instance had the partition.
   *
   * @param sink where receipts go
   * @param outputs what they are added to
   */
  public ChainWriter(
      Writer writer, ChainState chain, Instant now, String sink, List<Output> outputs) {
    long used = chain.bundle().map(BundleVersion::number).orElse(0L);
    if (writer.bundle().number() < used) {
      throw new IllegalStateException(
          "version %d of the bundle decided here, %d is older: deploy the newer one"
              .formatted(used, writer.bundle().number()));
    }
    this.writer = writer;
    this.now = now;
    this.sink = sink;
    this.outputs = outputs;
    this.head = chain.head();
    if (head.isStart()) {
      String keyId = writer.receipts().keyId();
      append(new ReceiptBody.ChainOpened(writer.instance(), keyId, Optional.empty()));
    }
    if (!chain.bundle().equals(Optional.of(writer.bundle()))) {
      append(new ReceiptBody.Reload(writer.bundle()));
    }
  }

  /** The receipt that comes next, for whoever names it before it is signed. */
  public NamedReceipt next() {
    return new NamedReceipt(ReceiptId.of(head.chain(), head.next()), Optional.of(head.prev()));
  }

  /** Signs the next receipt; gives its compact form. */
  public String append(ReceiptBody body) {
    Appended appended = writer.receipts().append(head, body, now);
    outputs.add(Output.of(sink, head.chain(), Bytes.utf8(appended.jws())));
    head = appended.head();
    return appended.jws();
  }

  /** Where the chain stands now. */
  public ChainState state() {
    return new ChainState(head, Optional.of(writer.bundle()));
  }
}
