package io.sallyport.validator.gate;

import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.seal.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the effects of one delivery. Used by one thread, for one delivery. */
final class Turn {
  private final Instant now;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final ChainWriter chain;

  /** A turn that begins where the chain stands. */
  Turn(Writer writer, ChainState chain, Instant now) {
    this.now = now;
    this.chain = new ChainWriter(writer, chain, now, Sinks.RECEIPTS, outputs);
  }

  /** When it is. */
  Instant now() {
    return now;
  }

  /** The receipt that comes next. */
  NamedReceipt next() {
    return chain.next();
  }

  void receipt(ReceiptBody body, Ending ending) {
    chain.append(body);
    endings.add(ending);
  }

  /** The desk gets the receipt with what it decides about. */
  void referred(ReceiptBody.Decision said, Referral referral, Ending ending) {
    Bytes value = Bytes.of(ReferralCodec.write(referral));
    String receipt = chain.append(new ReceiptBody.Referred(said, Digest.of(value)));
    Map<String, String> headers = Map.of(Headers.RECEIPT, receipt);
    outputs.add(new Output(Sinks.DESK, referral.key().bytes(), Optional.of(value), headers));
    endings.add(ending);
  }

  void sealed(Sealed.Action action) {
    outputs.add(Output.sealed(Sinks.trusted(action.cell()), action));
  }

  void held(String cell, Held held) {
    outputs.add(Output.held(Sinks.held(cell), held));
  }

  void quarantine(Bytes key, Bytes body, Map<String, String> headers) {
    outputs.add(new Output(Sinks.QUARANTINE, key, Optional.of(body), headers));
  }

  Effects end(List<Effects.Remembered> remembered) {
    return new Effects(outputs, chain.state(), remembered, endings);
  }
}
