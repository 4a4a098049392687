package io.sallyport.validator.gate;

import io.sallyport.contract.Headers;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter.Appended;
import io.sallyport.validator.seal.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the effects of one delivery. Used by one thread, for one delivery. */
final class Turn {
  private final Writer writer;
  private final Instant now;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private ChainHead head;

  /**
   * A turn that begins where the chain stands; the first receipts of all open it. Throws {@link
   * IllegalStateException} where a newer bundle decided before: versions only rise, whichever
   * instance had the partition.
   */
  Turn(Writer writer, ChainState chain, Instant now) {
    long used = chain.bundle().map(BundleVersion::number).orElse(0L);
    if (writer.bundle().number() < used) {
      throw new IllegalStateException(
          "version %d of the bundle decided here, %d is older: deploy the newer one"
              .formatted(used, writer.bundle().number()));
    }
    this.writer = writer;
    this.now = now;
    this.head = chain.head();
    if (head.isStart()) {
      String keyId = writer.receipts().keyId();
      append(new ReceiptBody.ChainOpened(writer.instance(), keyId, Optional.empty()));
    }
    if (!chain.bundle().equals(Optional.of(writer.bundle()))) {
      append(new ReceiptBody.Reload(writer.bundle()));
    }
  }

  /** When it is. */
  Instant now() {
    return now;
  }

  /** The id of the receipt that comes next. */
  String next() {
    return ReceiptId.of(head.chain(), head.next());
  }

  void receipt(ReceiptBody body, Ending ending) {
    append(body);
    endings.add(ending);
  }

  void sealed(Sealed.Action action) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Headers.MANDATE, action.mandate());
    headers.put(Headers.TRACEPARENT, action.traceparent());
    outputs.add(new Output(Sinks.trusted(action.cell()), action.key(), action.value(), headers));
  }

  void quarantine(Bytes key, Bytes body, Map<String, String> headers) {
    outputs.add(new Output(Sinks.QUARANTINE, key, body, headers));
  }

  Effects end(List<Effects.Remembered> remembered) {
    ChainState chain = new ChainState(head, Optional.of(writer.bundle()));
    return new Effects(outputs, chain, remembered, endings);
  }

  private void append(ReceiptBody body) {
    Appended appended = writer.receipts().append(head, body, now);
    Bytes key = Bytes.utf8(head.chain());
    outputs.add(new Output(Sinks.RECEIPTS, key, Bytes.utf8(appended.jws()), Map.of()));
    head = appended.head();
  }
}
