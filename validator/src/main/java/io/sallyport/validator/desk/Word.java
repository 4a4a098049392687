package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * A receipt that a cell told so that the desk witnesses where its chain stands.
 *
 * @param told where it lies
 * @param receipt what its executor signed
 */
record Word(Desk.Outcome told, Receipt receipt) {
  private static final String EARLY = "early";

  /** The last word of a chain that was witnessed, and when the broker took it in. */
  record Last(long seq, Instant at) {}

  /** What lies under the key of its own chain, where memories have none. */
  static Optional<Word> of(Desk.Outcome told, Optional<Receipt> receipt) {
    return receipt
        .filter(said -> DeskKey.ofChain(said.chain()).bytes().equals(told.record().key()))
        .map(said -> new Word(told, said));
  }

  /** Signs it where it is of a chain that the cell has, newer than the last, and not too soon. */
  void hear(Inbox inbox, DeskMemory memory, DeskTurn turn) {
    if (!inbox.witnessing().isOf(told.cell(), receipt)) {
      turn.outcome(Code.OUTCOME_INVALID.text());
    } else if (!inbox.isPlaced(told.record())) {
      turn.outcome(Code.OUTCOME_MISPLACED.text());
    } else if (!isNews(inbox, memory)) {
      turn.outcome(EARLY);
    } else {
      turn.change(new Change.Witnessed(receipt.chain(), new Last(receipt.seq(), told.at())));
      turn.witnessed(
          new Sighting(told.cell(), receipt.id(), Digest.of(told.record().value().toArray())));
      turn.outcome(Code.WITNESSED.text());
    }
  }

  private boolean isNews(Inbox inbox, DeskMemory memory) {
    return memory
        .witnessed(receipt.chain())
        .map(last -> receipt.seq() > last.seq() && inbox.witnessing().isDue(last.at(), told.at()))
        .orElse(true);
  }
}
