package io.sallyport.validator.watch;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a test says that the sender of its payload did before.
 *
 * @param acts the longest ago first
 */
public record Past(List<Did> acts) {
  private static final ActionId ANY = new ActionId("A".repeat(43));

  /** Sorts the list. */
  public Past {
    acts = acts.stream().sorted(Comparator.comparing(Did::ago).reversed()).toList();
  }

  /**
   * What it did.
   *
   * @param type the action's type
   * @param target the value of its ordering field
   * @param times how often
   * @param ago how long before the payload
   */
  public record Did(ActionType type, String target, int times, Duration ago) {
    private Act act() {
      String cell = type.cell();
      return new Act(ANY, cell, type.name(), DeskKey.ofOrder(cell, target));
    }
  }

  /** The memory in which this is all that is known of a sender. */
  public WatchMemory memory(Watch watch, Instant now) {
    Known known = Known.nothing(watch);
    for (Did did : acts) {
      for (int i = 0; i < did.times(); i++) {
        known = known.after(did.act(), watch, now.minus(did.ago()));
      }
    }
    Optional<Known> all = Optional.of(known);
    return _ -> all;
  }
}
