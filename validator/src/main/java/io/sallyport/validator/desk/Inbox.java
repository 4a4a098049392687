package io.sallyport.validator.desk;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.release.OwnReceipts;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what comes to the desk from anything else that lies on its topics. Immutable.
 *
 * @param gate tells the gate's receipts
 * @param cells tells those of executors
 * @param partitions how many the topics have
 */
public record Inbox(OwnReceipts gate, CellReceipts cells, int partitions) {
  /**
   * A record of one of the desk's topics.
   *
   * @param partition where it lies
   * @param header the one header {@code receipt}, if there is exactly that
   */
  public record Placed(int partition, Bytes key, Bytes value, Optional<String> header) {}

  /**
   * What the gate refers.
   *
   * @param vouching the gate's receipt
   * @param referral what is decided about
   */
  record Referred(Receipt vouching, Referral referral) {
    /** What the receipt says. */
    ReceiptBody.Decision said() {
      return vouching.body().decided().orElseThrow();
    }

    ReceiptBody.Action action() {
      return said().action().orElseThrow();
    }
  }

  /**
   * How an action ended.
   *
   * @param result how; none for what operators say of a doubt
   * @param decision the id of the receipt of its decision, where its mandate named one
   */
  record Told(
      ReceiptBody.Action action, Optional<OutcomeResult> result, Optional<String> decision) {}

  /** Whether it lies where its key belongs. */
  boolean isPlaced(Placed record) {
    return record.key().size() == DeskKey.SIZE
        && record.partition() == Partitions.of(record.key().toArray(), partitions);
  }

  /** What the gate wrote: bytes, key and place are those that its receipt vouches for. */
  Optional<Referred> referred(Placed record, Instant now) {
    return ReferralCodec.parse(record.value())
        .filter(referral -> referral.key().bytes().equals(record.key()) && isPlaced(record))
        .flatMap(referral ->
            record
                .header()
                .flatMap(jws -> gate.read(jws, now))
                .flatMap(receipt -> vouched(receipt, referral, Digest.of(record.value()))));
  }

  private static Optional<Referred> vouched(Receipt receipt, Referral referral, Digest digest) {
    return receipt.body() instanceof ReceiptBody.Referred(_, var candidate)
            && candidate.equals(digest)
            && ChainState.isOfGate(receipt.chain())
        ? Optional.of(new Referred(receipt, referral))
        : Optional.empty();
  }

  /** What that cell's executor wrote. */
  Optional<Told> told(String cell, Placed record, Instant now) {
    return cells
        .read(cell, record.value(), now)
        .map(Receipt::body)
        .flatMap(body ->
            switch (body) {
              case ReceiptBody.Outcome outcome ->
                  Optional.of(
                      new Told(
                          outcome.action(), Optional.of(outcome.result()), outcome.decision()));
              case ReceiptBody.Resolved resolved ->
                  Optional.of(new Told(resolved.action(), Optional.empty(), Optional.empty()));
              default -> Optional.<Told>empty();
            })
        .filter(told -> told.action().cell().equals(cell));
  }
}
