package io.sallyport.cli.simulate;

import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.quarantine.QuarantineTopic;
import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.validator.trial.Sample;
import java.util.Optional;

/**
 * The payloads of the quarantine topic, with the inspector's rights. A payload that several rules
 * could not bind lies there, and is given, once for each.
 */
record QuarantineCaptures(ClusterOptions options) implements Captures {
  @Override
  public void forEach(Taker taker) {
    try (QuarantineTopic topic = QuarantineTopic.open(options)) {
      topic.readAll(record -> taker.take(captured(record)));
    }
  }

  static Captured captured(Quarantined record) {
    Sample sample = new Sample(record.source(), record.payload(), Optional.empty(), record.at());
    return new Captured(record.origin(), sample, record.known());
  }
}
