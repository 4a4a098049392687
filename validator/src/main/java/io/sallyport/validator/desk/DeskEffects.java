package io.sallyport.validator.desk;

import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Ending;
import io.sallyport.validator.gate.Output;
import java.util.List;

/**
 * Everything that one record or one tick leads to: whoever carries it out only puts and forwards
 * bytes.
 *
 * @param outputs the records to write, in order
 * @param chain where the chain stands after them
 * @param changes what to remember, in order
 * @param endings for the metrics: one for each decision
 * @param outcomes for the metrics: what became of each outcome
 */
public record DeskEffects(
    List<Output> outputs,
    ChainState chain,
    List<Change> changes,
    List<Ending> endings,
    List<String> outcomes) {
  /** Copies the lists. */
  public DeskEffects {
    outputs = List.copyOf(outputs);
    changes = List.copyOf(changes);
    endings = List.copyOf(endings);
    outcomes = List.copyOf(outcomes);
  }
}
