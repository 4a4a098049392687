package io.sallyport.executor.minter;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.credential.minted.FrameChannel;
import io.sallyport.executor.credential.minted.MintRequest;
import io.sallyport.executor.minter.Lendings.Lending;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.Verdict;
import io.sallyport.executor.verify.Verifier;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a credential for a genuine mandate, narrowed from the action that it decoded itself, and
 * believes nothing else of who asks. Safe for any thread.
 */
final class Mint {
  private static final Logger LOG = LoggerFactory.getLogger(Mint.class);

  private final Judgement judgement;
  private final Map<String, Root> roots;
  private final Spent spent;
  private final Lendings lendings;
  private final InstantSource clock;

  /**
   * What a mandate is judged by.
   *
   * @param verifier with the minter's own keys and schemas
   * @param revocations as the minter read them itself
   * @param kept for how long after a mandate's end its action is remembered
   */
  record Judgement(Verifier verifier, Revocations revocations, Duration kept) {}

  /**
   * What the leases of one action type are made from.
   *
   * @param name of its Credential document
   * @param credential makes them
   */
  record Root(String name, Credential credential) {}

  /** What is about to be lent, until then; and what has to be done when that is over. */
  private record Loan(Credential credential, SealedAction action, Instant until, Runnable end) {}

  /** What became of a request. */
  sealed interface Outcome {
    /** Lent until then, or until it is taken back. */
    record Lent(Lease lease, Instant until, Runnable takeBack) implements Outcome {}

    /** Not lent, and why. */
    record Refused(Code code) implements Outcome {}
  }

  /** Lends from these roots, by action type. */
  Mint(
      Judgement judgement,
      Map<String, Root> roots,
      Spent spent,
      Lendings lendings,
      InstantSource clock) {
    this.judgement = judgement;
    this.roots = Map.copyOf(roots);
    this.spent = spent;
    this.lendings = lendings;
    this.clock = clock;
  }

  /** Lends what is asked for over {@code channel}, or says why not; blocks. */
  Outcome lend(MintRequest.Lend asked, FrameChannel channel) {
    Instant now = clock.instant();
    return switch (judgement.verifier().verify(asked.record().consumed(), now)) {
      case Verdict.Rejected(Code code, var _) -> refused(code);
      case Verdict.Late _ -> refused(Code.EXPIRED);
      case Verdict.Revoked _ -> refused(Code.REVOKED);
      case Verdict.Genuine(SealedAction action) -> lend(asked, action, now, channel);
    };
  }

  private Outcome lend(
      MintRequest.Lend asked, SealedAction action, Instant now, FrameChannel channel) {
    Root root = roots.get(action.task().action().type());
    if (root == null || !root.name().equals(asked.credential())) {
      return refused(Code.LEASE_MISMATCH);
    }
    Instant until = earlier(asked.deadline(), now.plus(root.credential().longest()));
    if (!now.isBefore(until)) {
      return refused(Code.DEADLINE_PASSED);
    }
    Instant forgotten = action.task().life().remembered().plus(judgement.kept());
    Optional<Code> repeated = spent.begin(action.task(), asked.attempt(), forgotten);
    if (repeated.isPresent()) {
      return refused(repeated.get());
    }
    Lending lending = lendings.enter(action.targets(), channel);
    Loan loan = new Loan(root.credential(), action, until, () -> end(action, lending));
    Outcome outcome = refused(Code.LEASE_FAILED);
    try {
      outcome = lease(loan, asked);
      return outcome;
    } finally {
      if (outcome instanceof Outcome.Refused) {
        loan.end().run();
      }
    }
  }

  /**
   * Registered before it is looked up: a revocation that comes in between finds it. Looked up again
   * once it is there: an issuer may take longer than what is known lasts.
   */
  private Outcome lease(Loan loan, MintRequest.Lend asked) {
    Optional<Code> before = halt(loan.action());
    if (before.isPresent()) {
      return refused(before.get());
    }
    ActionId id = loan.action().task().action().id();
    LeaseRequest request = new LeaseRequest(id, loan.action().fields(), asked.patience());
    Optional<Lease> lease =
        loan.credential().lease(request).filter(each -> isRemembered(each, id, asked.attempt()));
    Optional<Code> since = halt(loan.action());
    if (lease.isEmpty()) {
      return refused(since.orElse(Code.LEASE_FAILED));
    }
    Lease lent = lease.get();
    if (since.isPresent()) {
      lent.close();
      return refused(since.get());
    }
    return new Outcome.Lent(lent, loan.until(), () -> takeBack(lent, loan.end()));
  }

  /** Why nothing may be lent for it at this moment, if so. */
  private Optional<Code> halt(SealedAction action) {
    return judgement.revocations().halt(action.targets());
  }

  private boolean isRemembered(Lease lease, ActionId id, int attempt) {
    try {
      spent.lent(id, attempt);
      return true;
    } catch (UncheckedIOException e) {
      LOG.error("nothing can be lent: {}; look at the disk", e.getMessage());
      lease.close();
      return false;
    }
  }

  private static void takeBack(Lease lease, Runnable end) {
    try {
      lease.close();
    } finally {
      end.run();
    }
  }

  private void end(SealedAction action, Lending lending) {
    lendings.leave(lending);
    spent.end(action.task().action().id());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Outcome refused(Code code) {
    return new Outcome.Refused(code);
  }
}
