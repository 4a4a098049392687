package io.sallyport.validator.gate;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.validator.admit.Seen;
import java.util.List;

/**
 * Everything that one delivery leads to, serialised, signed and size-checked: whoever carries it
 * out only puts and forwards bytes.
 *
 * @param outputs the records to write, in order
 * @param chain where the chain stands after them
 * @param remembered what to remember: the delivery if it was decided, the receipt if it was
 *     released
 * @param endings for the metrics: one of the delivery, or one for each decision
 */
public record Effects(
    List<Output> outputs, ChainState chain, List<Remembered> remembered, List<Ending> endings) {
  /** Copies the lists. */
  public Effects {
    outputs = List.copyOf(outputs);
    remembered = List.copyOf(remembered);
    endings = List.copyOf(endings);
  }

  /**
   * One entry of the gate's memory.
   *
   * @param id the delivery's identity
   * @param seen what is remembered
   */
  public record Remembered(DedupeId id, Seen seen) {}
}
