package io.sallyport.validator.release;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.validator.admit.Admission.Known;
import io.sallyport.validator.admit.Admission.Order;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is remembered of a delivery that is judged again, and of its receipt.
 *
 * @param receipt the released receipt
 * @param refused what it says
 * @param known the delivery
 */
record Again(Receipt receipt, Releasable.Yes refused, Known known) {
  /** No source has these names, so that no sender's delivery has such an id. */
  private static final String RELEASE = "/release";

  private static final String DECISION = "/decision";

  /** What is remembered. */
  sealed interface Recalled {
    /** The receipt was released, or the delivery decided, before. */
    record Before() implements Recalled {}

    /** The delivery's id was decided with other bytes. */
    record Conflict() implements Recalled {}

    /** Neither. */
    record Never(Order order) implements Recalled {}
  }

  Recalled recall(Memory memory, Instant now) {
    if (remembered(memory, id(), now).isPresent()
        || remembered(memory, decision(), now).isPresent()) {
      return new Recalled.Before();
    }
    Optional<Seen> decided = remembered(memory, refused.evidence().id(), now);
    if (decided.isPresent() && !decided.get().isOf(known.digest())) {
      return new Recalled.Conflict();
    }
    if (decided.filter(this::isSettled).isPresent()) {
      return new Recalled.Before();
    }
    return new Recalled.Never(order(decided.isPresent(), now));
  }

  private static Optional<Seen> remembered(Memory memory, DedupeId id, Instant now) {
    return memory.find(id).filter(seen -> !seen.isOver(now));
  }

  /**
   * Whether a decision came after the receipt. Beside a rule that did not bind others may have been
   * decided in the same turn; of a delivery that was refused as a whole, any decision came later.
   */
  private boolean isSettled(Seen decided) {
    Instant at = decided.firstAt().truncatedTo(ChronoUnit.SECONDS);
    return refused.rule().isEmpty() || at.isAfter(receipt.issuedAt());
  }

  /** A rule's release counts as decided when the rule failed: others of that turn may follow. */
  private Order order(boolean isDecided, Instant now) {
    Instant decidedAt = refused.rule().isEmpty() ? now : receipt.issuedAt();
    Seen decided = Seen.of(decidedAt, now.plus(known.source().dedupe().window()), known.digest());
    Seen released = Seen.of(now, now.plus(ReleaseConfig.MOST_AGE), known.digest());
    return new Order(
        refused.rule(),
        isDecided ? Optional.empty() : Optional.of(decided),
        id(),
        decision(),
        released);
  }

  /** Stands for the delivery and the rule: a sender's retries leave several receipts of one. */
  private DedupeId decision() {
    String rule = refused.rule().orElse(DECISION);
    byte[] delivery = refused.evidence().id().key();
    return DedupeId.of(DECISION, rule, DedupeId.Basis.NONE, delivery);
  }

  /** Stands for the receipt in the memory. */
  private DedupeId id() {
    byte[] value = Bytes.utf8(receipt.id()).toArray();
    return DedupeId.of(RELEASE, receipt.issuer(), DedupeId.Basis.NONE, value);
  }
}
