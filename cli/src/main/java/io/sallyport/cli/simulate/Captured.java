package io.sallyport.cli.simulate;

import io.sallyport.cli.quarantine.Quarantined;
import io.sallyport.contract.Code;
import io.sallyport.validator.trial.Sample;
import java.util.Optional;

/**
 * A payload that was captured.
 *
 * @param name its origin, or its path in the capture
 * @param sample what is judged, at the time when it was captured
 * @param code why it was refused then, if that is known
 */
record Captured(String name, Sample sample, Optional<Code> code) {
  /**
   * Whether its bytes and a bundle say how it ends; a trial would take what a capture does not have
   * as proven.
   */
  boolean isJudgeable() {
    return code.map(Quarantined::isOfItsBytes).orElse(true);
  }
}
