package io.sallyport.validator.trial;

import io.sallyport.contract.Headers;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.desk.DeskMemory;
import io.sallyport.validator.desk.Inbox;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The desk with nothing to remember: each sample is the first of its kind.
 *
 * @param desk decides
 */
record EmptyDesk(Desk desk) {
  /** What it makes of that which the gate referred. */
  List<Output> decide(List<Output> outputs, Instant now) {
    List<Output> decided = new ArrayList<>();
    ChainState chain = ChainState.startOfDesk(0);
    for (Output output : outputs) {
      if (output.sink().equals(Sinks.DESK)) {
        Optional<String> receipt = Optional.ofNullable(output.headers().get(Headers.RECEIPT));
        Inbox.Placed record =
            new Inbox.Placed(0, output.key(), output.value().orElseThrow(), receipt);
        var effects = desk.decide(record, DeskMemory.EMPTY, chain, now);
        decided.addAll(effects.outputs());
        chain = effects.chain();
      }
    }
    return decided;
  }
}
