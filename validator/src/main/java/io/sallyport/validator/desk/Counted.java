package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Quota;
import io.sallyport.validator.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What quotas say of one action.
 *
 * @param charges what it costs where it is allowed
 * @param full quotas that have no place for it
 * @param shared quotas of which its sender has the whole share
 */
record Counted(List<Charge> charges, List<Quota> full, List<Quota> shared) {
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
      if (counted.size() >= quota.max()) {
        full.add(quota);
      } else if (own >= quota.share()) {
        shared.add(quota);
      } else {
        Instant until = forgotten(quota.per(), now);
        charges.add(new Charge(window, claim.action(), now, until, claim.bill()));
      }
    }
    return new Counted(charges, full, shared);
  }

  /** Later than it ends to count: a clock may go back a little after that. */
  private static Instant forgotten(Duration per, Instant now) {
    Duration more = per.compareTo(MAX_GRACE) < 0 ? per : MAX_GRACE;
    return now.plus(per).plus(more);
  }

  /** What holds with memory of what the policies say: the same, or less. */
  Ruling limit(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Deny denied -> denied;
      case Ruling.Allow allowed -> limit(allowed, Asked.NOBODY);
      case Ruling.StepUp(Ruling.Allow allowed, Asked asked) -> limit(allowed, asked);
    };
  }

  private Ruling limit(Ruling.Allow allowed, Asked before) {
    List<Quota> exceeded = new ArrayList<>(full);
    exceeded.addAll(shared);
    List<String> denying =
        exceeded.stream().filter(quota -> quota.asked().isEmpty()).map(Quota::id).toList();
    if (!denying.isEmpty()) {
      boolean isFull = full.stream().anyMatch(quota -> denying.contains(quota.id()));
      return new Ruling.Deny(isFull ? Code.QUOTA_EXCEEDED : Code.QUOTA_SHARE_EXCEEDED, denying);
    }
    Asked asked = before;
    for (Quota quota : exceeded) {
      asked = asked.and(quota.asked().orElse(Asked.NOBODY));
    }
    return asked.isEmpty() ? allowed : new Ruling.StepUp(allowed, asked);
  }
}
