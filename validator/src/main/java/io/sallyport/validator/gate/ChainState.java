package io.sallyport.validator.gate;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.receipt.ChainHead;
import java.util.Optional;

/**
 * Where a partition's chain of receipts stands.
 *
 * @param head its head
 * @param bundle the bundle that its last reload named
 */
public record ChainState(ChainHead head, Optional<BundleVersion> bundle) {
  private static final String GATE = "gate-";
  private static final String HOLDS = "holds-";

  /** The chain of the gate for one input partition, before its first receipt. */
  public static ChainState start(int partition) {
    return new ChainState(ChainHead.start(chain(partition)), Optional.empty());
  }

  /** The chain of the desk for one partition, before its first receipt. */
  public static ChainState startOfDesk(int partition) {
    return new ChainState(ChainHead.start("desk-" + partition), Optional.empty());
  }

  /** The chain of the holds for one partition, before its first receipt. */
  public static ChainState startOfHolds(int partition) {
    return new ChainState(ChainHead.start(HOLDS + partition), Optional.empty());
  }

  /** The chain's id. */
  public static String chain(int partition) {
    return GATE + partition;
  }

  /** Whether it is a chain of the gate. */
  public static boolean isOfGate(String chain) {
    return chain.startsWith(GATE);
  }

  /** Whether it is a chain of the holds. */
  public static boolean isOfHolds(String chain) {
    return chain.startsWith(HOLDS);
  }
}
