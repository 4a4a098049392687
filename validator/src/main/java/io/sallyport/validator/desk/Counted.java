package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Quota;
import io.sallyport.validator.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What quotas say of one action.
 *
 * @param key under which they count it
 * @param charges what it costs where it is allowed
 * @param full quotas that have no place for it
 * @param shared quotas of which its sender has the whole share
 */
record Counted(DeskKey key, List<Charge> charges, List<Quota> full, List<Quota> shared)
    implements Recalled {
  private static final Duration MAX_GRACE = Duration.ofMinutes(1);

  Counted {
    charges = List.copyOf(charges);
    full = List.copyOf(full);
    shared = List.copyOf(shared);
  }

  /**
   * An action that wants to be counted.
   *
   * @param type its type
   * @param bill whom it is put down to
   */
  record Claim(DeskKey key, String type, ActionId action, Charge.Bill bill) {}

  /** Counts what lies in the windows of {@code quotas}. */
  static Counted of(Claim claim, List<Quota> quotas, DeskMemory memory, Instant now) {
    List<Charge> charges = new ArrayList<>();
    List<Quota> full = new ArrayList<>();
    List<Quota> shared = new ArrayList<>();
    for (Quota quota : quotas) {
      Window window = Window.of(claim.key(), claim.type(), quota.id());
      List<Charge> counted = memory.charges(window, now.minus(quota.per()));
      Bytes payer = claim.bill().payer();
      long own = counted.stream().filter(each -> each.bill().payer().equals(payer)).count();
      boolean isFull = counted.size() >= quota.max();
      if (isFull && !isDenied(quota, own)) {
        full.add(quota);
      } else if (own >= quota.share()) {
        shared.add(quota);
      } else {
        Instant until = forgotten(quota.per(), now);
        charges.add(new Charge(window, claim.action(), now, until, claim.bill()));
      }
    }
    return new Counted(claim.key(), charges, full, shared);
  }

  /** Whoever has its whole share does not wait: those who wait behind would pay for it. */
  private static boolean isDenied(Quota quota, long own) {
    return quota.exceeded() instanceof Quota.Exceeded.Defer
        && quota.share() < quota.max()
        && own >= quota.share();
  }

  /** Later than it ends to count: a clock may go back a little after that. */
  private static Instant forgotten(Duration per, Instant now) {
    Duration more = per.compareTo(MAX_GRACE) < 0 ? per : MAX_GRACE;
    return now.plus(per).plus(more);
  }

  @Override
  public Occasion occasion(Instant now, NamedReceipt receipt) {
    return new Occasion(now, receipt, Optional.of(key));
  }

  @Override
  public Optional<Code> refused() {
    return Optional.empty();
  }

  @Override
  public After after(Decision decision, DecisionResult result, Occasion occasion) {
    return new After(charged(decision).<Change>map(Change.Charged::new).toList(), Optional.empty());
  }

  private Stream<Charge> charged(Decision decision) {
    if (decision.sealed().isPresent()) {
      return charges.stream();
    }
    return decision.held().stream()
        .map(held -> held.hold().deadline())
        .flatMap(deadline -> charges.stream().map(charge -> charge.held(deadline)));
  }

  @Override
  public After unchanged() {
    return new After(List.of(), Optional.empty());
  }

  @Override
  public Ruling limit(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Deny denied -> denied;
      case Ruling.Defer deferred -> deferred;
      case Ruling.Allow allowed -> limit(allowed, Asked.NOBODY);
      case Ruling.StepUp(Ruling.Allow allowed, Asked asked) -> limit(allowed, asked);
    };
  }

  private Ruling limit(Ruling.Allow allowed, Asked before) {
    return denial()
        .or(this::delay)
        .orElseGet(() -> {
          Asked asked = before;
          for (Quota quota : exceeded()) {
            asked = asked.and(quota.exceeded().asked());
          }
          return asked.isEmpty() ? allowed : new Ruling.StepUp(allowed, asked);
        });
  }

  private List<Quota> exceeded() {
    return Stream.concat(full.stream(), shared.stream()).toList();
  }

  private Optional<Ruling> denial() {
    List<String> ofFull = ids(full, Quota.Exceeded.Deny.class);
    List<String> denying = new ArrayList<>(ofFull);
    denying.addAll(ids(shared, Quota.Exceeded.Deny.class));
    denying.addAll(ids(shared, Quota.Exceeded.Defer.class));
    Code code = ofFull.isEmpty() ? Code.QUOTA_SHARE_EXCEEDED : Code.QUOTA_EXCEEDED;
    return denying.isEmpty() ? Optional.empty() : Optional.of(new Ruling.Deny(code, denying));
  }

  private Optional<Ruling> delay() {
    return full.stream()
        .map(Quota::exceeded)
        .filter(Quota.Exceeded.Defer.class::isInstance)
        .map(each -> ((Quota.Exceeded.Defer) each).most())
        .min(Duration::compareTo)
        .map(most -> new Ruling.Defer(ids(full, Quota.Exceeded.Defer.class), most));
  }

  private static List<String> ids(List<Quota> quotas, Class<? extends Quota.Exceeded> kind) {
    return quotas.stream()
        .filter(quota -> kind.isInstance(quota.exceeded()))
        .map(Quota::id)
        .toList();
  }
}
