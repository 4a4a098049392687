package io.sallyport.cli.tally;

import io.sallyport.cli.audit.Break;
import java.util.List;

/**
 * The books of an installation: everything that came in has ended once, or is on its way.
 *
 * @param deliveries what came in
 * @param actions what was sealed
 * @param chains how many chains of receipts were read
 * @param broken where chains stop being proof; must be empty
 */
public record Tally(Deliveries deliveries, Actions actions, int chains, List<Break> broken) {

  /** Whether nothing is unaccounted for and every receipt holds. */
  public boolean isSound() {
    return deliveries.unaccounted() == 0
        && deliveries.contradicted() == 0
        && actions.unsealed() == 0
        && actions.contradicted() == 0
        && broken.isEmpty();
  }

  /** Whether something is still on its way. */
  public boolean isPending() {
    return deliveries.pending() > 0
        || actions.referred() > 0
        || actions.pending() > 0
        || actions.held() > 0;
  }
}
