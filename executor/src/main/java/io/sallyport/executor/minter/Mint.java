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
    if (!judgement.revocations().isCurrent()) {
      return refused(Code.REVOCATIONS_STALE);
    }
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
    Optional<Lease> lease = Optional.empty();
    try {
      lease = lease(root.credential(), action, asked);
    } finally {
      if (lease.isEmpty()) {
        end(action, lending);
      }
    }
    return lease
        .<Outcome>map(lent -> new Outcome.Lent(lent, until, () -> takeBack(lent, action, lending)))
        .orElseGet(() -> refused(isRevoked(action) ? Code.REVOKED : Code.LEASE_FAILED));
  }

  /** Registered before it is looked up: a revocation that comes in between finds it. */
  private Optional<Lease> lease(
      Credential credential, SealedAction action, MintRequest.Lend asked) {
    if (isRevoked(action)) {
      return Optional.empty();
    }
    ActionId id = action.task().action().id();
    return credential
        .lease(new LeaseRequest(id, action.fields(), asked.patience()))
        .filter(lease -> isRemembered(lease, id, asked.attempt()));
  }

  private boolean isRevoked(SealedAction action) {
    return judgement.revocations().stops(action.targets());
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

  private void takeBack(Lease lease, SealedAction action, Lending lending) {
    try {
      lease.close();
    } finally {
      end(action, lending);
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
