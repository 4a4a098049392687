package io.sallyport.validator.trial;

import io.sallyport.contract.Headers;
import io.sallyport.validator.decide.Referral;
import io.sallyport.validator.decide.ReferralCodec;
import io.sallyport.validator.desk.Desk;
import io.sallyport.validator.desk.DeskMemory;
import io.sallyport.validator.desk.Inbox;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.session.History;
import io.sallyport.validator.session.SessionMemory;
import io.sallyport.validator.watch.WatchMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The desk that remembers what a sample says: no quota counts anything; its session, and its
 * sender, have a past.
 *
 * @param desk decides
 */
record SampleDesk(Desk desk) {
  /** What it makes of that which the gate referred. */
  List<Output> decide(List<Output> outputs, History history, WatchMemory watched, Instant now) {
    List<Output> decided = new ArrayList<>();
    ChainState chain = ChainState.startOfDesk(0);
    for (Output output : outputs) {
      if (output.sink().equals(Sinks.DESK)) {
        Optional<String> receipt = Optional.ofNullable(output.headers().get(Headers.RECEIPT));
        Inbox.Placed record =
            new Inbox.Placed(0, output.key(), output.value().orElseThrow(), receipt);
        DeskMemory memory = new DeskMemory.OfSamples(sessions(output, history), watched);
        var effects = desk.decide(record, memory, chain, now);
        decided.addAll(effects.outputs());
        chain = effects.chain();
      }
    }
    return decided;
  }

  private static SessionMemory sessions(Output output, History history) {
    return output
        .value()
        .flatMap(ReferralCodec::parse)
        .flatMap(Referral::session)
        .map(history::memory)
        .orElse(SessionMemory.EMPTY);
  }
}
