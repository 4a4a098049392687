package io.sallyport.validator.release;

import io.sallyport.contract.Code;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.command.ReleaseCommand;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody.Evidence;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.admit.Admission.Known;
import io.sallyport.validator.admit.Admission.Label;
import io.sallyport.validator.admit.Admission.Proof;
import io.sallyport.validator.admit.Admission.Unreleased;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Entrance;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.gate.ChainState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Lets releases in. Whoever may write to the topic says nothing that counts: the command is an
 * operator's, what was proved stands in our own receipt, and the bytes are those of both. What
 * failed admission has no proof and never comes in here. Immutable.
 */
public final class Releaser implements Entrance {
  private final Operators operators;
  private final OwnReceipts receipts;
  private final Duration maxAge;
  private final Map<String, SourceSpec> sources;

  /**
   * Lets in what {@code operators} release.
   *
   * @param operators who may
   * @param receipts tells our receipts
   * @param maxAge how old a receipt may be, where the source's window is not shorter
   * @param sources those of the bundle, by name
   */
  public Releaser(
      Operators operators, OwnReceipts receipts, Duration maxAge, Map<String, SourceSpec> sources) {
    this.operators = operators;
    this.receipts = receipts;
    this.maxAge = maxAge;
    this.sources = Map.copyOf(sources);
  }

  /** A delivery that an operator wants to be judged again. */
  private record Asked(
      Delivery delivery, Bytes body, ReleaseCommand command, Memory memory, Instant now) {
    Release release() {
      return new Release(command.operator(), command.id(), command.receipt().id());
    }

    Unreleased refused(Code code) {
      return new Unreleased(code, Label.of(release()));
    }
  }

  @Override
  public Admission admit(Delivery delivery, Memory memory, Instant now) {
    Optional<Papers> papers = Papers.of(delivery.headers());
    if (papers.isEmpty()) {
      return new Unreleased(Code.HEADER_UNCLEAR, Label.NONE);
    }
    if (delivery.body().isEmpty()) {
      return new Unreleased(Code.BODY_EMPTY, Label.NONE);
    }
    return switch (operators.check(papers.get().command(), delivery.appendedAt())) {
      case Operators.Checked.Refused(Code code) -> new Unreleased(code, Label.NONE);
      case Operators.Checked.Counts(ReleaseCommand command) -> {
        Asked asked = new Asked(delivery, delivery.body().get(), command, memory, now);
        yield commanded(asked, papers.get().receipt());
      }
    };
  }

  private Admission commanded(Asked asked, String jws) {
    Optional<Receipt> receipt = receipts.read(jws, asked.command.receipt(), asked.now);
    if (receipt.isEmpty()) {
      return asked.refused(Code.RELEASE_RECEIPT_INVALID);
    }
    return switch (Releasable.of(receipt.get().body())) {
      case Releasable.No(Code code) -> asked.refused(code);
      case Releasable.Yes refused -> compared(asked, receipt.get(), refused);
    };
  }

  private Admission compared(Asked asked, Receipt receipt, Releasable.Yes refused) {
    Digest digest = Digest.of(asked.body);
    boolean same =
        digest.equals(asked.command.body()) && digest.equals(refused.delivery().digest());
    if (!same || !liesWhere(asked.delivery, receipt, refused.evidence())) {
      return asked.refused(Code.RELEASE_MISMATCH);
    }
    SourceSpec source = sources.get(refused.delivery().source());
    if (source == null) {
      return asked.refused(Code.SOURCE_UNKNOWN);
    }
    if (!asked.now.isBefore(receipt.issuedAt().plus(oldest(source)))) {
      return asked.refused(Code.RELEASE_TOO_OLD);
    }
    if (asked.body.size() > source.limits().body().bytes()) {
      return asked.refused(Code.BODY_TOO_LARGE);
    }
    Known known =
        new Known(asked.delivery.origin().text(), source, digest, Optional.of(asked.release()));
    return recalled(asked, new Again(receipt, refused, known));
  }

  /** Only so long it is known whether the sender's own retry was decided since. */
  private Duration oldest(SourceSpec source) {
    Duration window = source.dedupe().window();
    return window.compareTo(maxAge) < 0 ? window : maxAge;
  }

  /** Where the delivery's memory is: the partition whose chain has the receipt. */
  private static boolean liesWhere(Delivery delivery, Receipt receipt, Evidence evidence) {
    boolean key = delivery.key().isPresent() && delivery.key().get().sameAs(evidence.id().key());
    return key && receipt.chain().equals(ChainState.chain(delivery.origin().partition()));
  }

  private static Admission recalled(Asked asked, Again again) {
    Known known = again.known();
    Proof proof = proof(again.refused().evidence(), known.source());
    return switch (again.recall(asked.memory, asked.now)) {
      case Again.Recalled.Before _ ->
          new Admission.Duplicate(known, proof, again.refused().evidence().id());
      case Again.Recalled.Conflict _ -> asked.refused(Code.ID_CONFLICT);
      case Again.Recalled.Never(Admission.Order order) ->
          new Admitted(
              known, proof, again.refused().evidence().id(), asked.body, Optional.of(order));
    };
  }

  /** What the receipt says, and never more than the source proves today. */
  private static Proof proof(Evidence evidence, SourceSpec source) {
    Assurance then = evidence.assurance();
    Assurance now = source.assurance();
    Assurance least = then.compareTo(now) < 0 ? then : now;
    return new Proof(least, evidence.principal(), evidence.delegation());
  }
}
