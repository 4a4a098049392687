package io.sallyport.executor.claim;

/**
 * The ledger cannot be what its owner left behind, so what was performed is not known: the executor
 * stops until a person has looked.
 */
public final class UnsoundLedger extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsoundLedger(int partition, String problem) {
    super("partition " + partition + ": " + problem);
  }
}
