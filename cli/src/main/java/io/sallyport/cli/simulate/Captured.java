package io.sallyport.cli.simulate;

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
  private static final String ADMIT = "admit";

  /**
   * Whether its bytes and a bundle say how it ends. What was refused for its evidence, age, place
   * or content type is judged by what a capture does not have; a trial would take it as proven.
   */
  boolean isJudgeable() {
    return code.map(Captured::isOfItsBytes).orElse(true);
  }

  private static boolean isOfItsBytes(Code code) {
    return !code.step().equals(ADMIT) || code == Code.BODY_TOO_LARGE || code == Code.BODY_EMPTY;
  }
}
