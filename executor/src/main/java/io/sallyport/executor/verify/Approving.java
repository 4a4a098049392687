package io.sallyport.executor.verify;

import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.id.Partitions;
import java.util.OptionalInt;

/**
 * What this process knows of approvals by itself.
 *
 * @param approvers whose verdicts count
 * @param partitions of the trusted topic: an approved action is used once, on its key's; empty
 *     where one use is remembered for all of them
 */
public record Approving(Approvers approvers, OptionalInt partitions) {
  /** Where each partition remembers its own. */
  public Approving(Approvers approvers, int partitions) {
    this(approvers, OptionalInt.of(partitions));
  }

  /** Whether an approved action could be used again on the partition of its key. */
  boolean isMisplaced(byte[] key, int partition) {
    return partitions.isPresent() && Partitions.of(key, partitions.getAsInt()) != partition;
  }
}
