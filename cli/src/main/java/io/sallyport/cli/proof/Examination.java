package io.sallyport.cli.proof;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.cli.tally.ActionCount;
import io.sallyport.cli.tally.Actions;
import io.sallyport.cli.witness.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an export proves.
 *
 * @param verified the receipts that count
 * @param receipts how many those are
 * @param actions what was sealed and how it ended
 * @param broken where it stops being proof; must be empty
 */
record Examination(VerifiedReceipts verified, long receipts, Actions actions, List<Break> broken) {

  /**
   * Of all that was read.
   *
   * @param unread where files end that were not read whole
   * @param early how many of the validator's receipts were read before any of the cells
   * @param known what a witness knows
   */
  static Examination of(
      VerifiedReceipts verified, List<Break> unread, int early, Optional<Heads> known) {
    List<Break> broken = new ArrayList<>(verified.broken());
    broken.addAll(unread);
    broken.addAll(Testimony.against(verified));
    broken.addAll(Sightings.against(verified, early));
    known.ifPresent(heads -> {
      Heads.Continuation later = heads.continuation();
      verified.forEachStanding(later::pass);
      broken.addAll(later.missing());
    });
    Actions actions = ActionCount.of(verified.decisions(), verified.outcomes());
    long receipts = (long) verified.decisions().size() + verified.outcomes().size();
    return new Examination(verified, receipts, actions, List.copyOf(broken));
  }

  /** Whether every receipt holds and nothing contradicts. */
  boolean isSound() {
    return broken.isEmpty() && actions.unsealed() == 0 && actions.contradicted() == 0;
  }
}
