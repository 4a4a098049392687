package io.sallyport.validator.desk;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.defer.Deferred;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.release.OwnReceipts;
import io.sallyport.validator.session.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what comes to the desk from anything else that lies on its topics. Immutable.
 *
 * @param gate tells the gate's receipts
 * @param cells tells those of executors
 * @param partitions how many the topics have
 * @param witnessing which chains of cells it witnesses
 */
public record Inbox(OwnReceipts gate, CellReceipts cells, int partitions, Witnessing witnessing) {
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
   * @param jws the same as it was signed
   * @param referral what is decided about; none where its bytes are not those that were vouched for
   */
  record Referred(Receipt vouching, String jws, Optional<Referral> referral) {
    /** What the receipt says. */
    ReceiptBody.Decision said() {
      return vouching.body().decided().orElseThrow();
    }

    ReceiptBody.Action action() {
      return said().action().orElseThrow();
    }

    /** By whose memory it is decided; of what was vouched for. */
    DeskKey key() {
      return referral.orElseThrow().key();
    }
  }

  /**
   * How an action ended.
   *
   * @param result how; none for what operators say of a doubt
   * @param decision the id of the receipt of its decision, where its mandate named one
   * @param isOfHolds whether the holds say so, who know only of what was held
   */
  record Told(
      ReceiptBody.Action action,
      Optional<Result> result,
      Optional<String> decision,
      boolean isOfHolds) {}

  /** Whether it lies where its key belongs. */
  boolean isPlaced(Placed record) {
    return record.key().size() == DeskKey.SIZE
        && record.partition() == Partitions.of(record.key().toArray(), partitions);
  }

  /** What the gate wrote: bytes, key and place are those that its receipt vouches for. */
  Optional<Referred> referred(Placed record, Instant now) {
    return record
        .header()
        .filter(_ -> isPlaced(record))
        .flatMap(jws -> referred(jws, record.value(), now))
        .filter(referred ->
            referred
                .referral()
                .filter(each -> each.key().bytes().equals(record.key()))
                .isPresent());
  }

  /**
   * What is vouched for: empty where the receipt is not the gate's; without the referral where the
   * bytes are not those that it vouches for.
   */
  private Optional<Referred> referred(String jws, Bytes value, Instant now) {
    return gate.read(jws, now)
        .filter(receipt -> ChainState.isOfGate(receipt.chain()))
        .flatMap(receipt ->
            receipt.body() instanceof ReceiptBody.Referred(_, Digest candidate)
                ? Optional.of(new Referred(receipt, jws, vouched(candidate, value)))
                : Optional.empty());
  }

  /** The same of what waits; without the referral, too, where it belongs to another partition. */
  Optional<Referred> again(Deferred deferred, ChainState chain, Instant now) {
    return referred(deferred.vouching(), deferred.referral(), now)
        .map(read ->
            new Referred(
                read.vouching(),
                read.jws(),
                read.referral().filter(each -> isOf(chain, each.key()))));
  }

  private boolean isOf(ChainState chain, DeskKey key) {
    int partition = Partitions.of(key.bytes().toArray(), partitions);
    return chain.head().chain().equals(ChainState.startOfDesk(partition).head().chain());
  }

  private static Optional<Referral> vouched(Digest candidate, Bytes value) {
    return candidate.equals(Digest.of(value)) ? ReferralCodec.parse(value) : Optional.empty();
  }

  /** What that cell's executor wrote. */
  Optional<Receipt> said(Desk.Outcome outcome, Instant now) {
    return cells.read(outcome.cell(), outcome.record().value(), now);
  }

  /** How an action of that cell ended, if its receipt says so. */
  static Optional<Told> told(String cell, Receipt receipt) {
    Optional<Told> told =
        switch (receipt.body()) {
          case ReceiptBody.Outcome outcome ->
              Optional.of(
                  new Told(
                      outcome.action(),
                      Optional.of(Result.of(outcome.result())),
                      outcome.decision().map(NamedReceipt::id),
                      false));
          case ReceiptBody.Resolved resolved ->
              Optional.of(new Told(resolved.action(), Optional.empty(), Optional.empty(), false));
          default -> Optional.empty();
        };
    return told.filter(each -> each.action().cell().equals(cell));
  }

  /** What the holds wrote: their receipt alone, under the key that it names. */
  Optional<Told> unsealed(Placed record, Instant now) {
    return record
        .header()
        .filter(_ -> isPlaced(record) && record.value().size() == 0)
        .flatMap(jws -> gate.read(jws, now))
        .filter(receipt -> ChainState.isOfHolds(receipt.chain()))
        .flatMap(receipt ->
            receipt.body() instanceof ReceiptBody.HoldEnded(var action, var ending)
                    && !ending.result().isSealed()
                    && action.desk().filter(key -> key.bytes().equals(record.key())).isPresent()
                ? Optional.of(
                    new Told(
                        action,
                        Optional.of(Result.of(ending)),
                        Optional.of(ending.decision()),
                        true))
                : Optional.empty());
  }
}
