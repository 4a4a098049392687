package io.sallyport.executor.resilience;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import java.util.Optional;
import java.util.Set;

/** What an attempt shows of its target. */
enum Signal {
  /** It answered. */
  UP,
  /** It could not be reached, did not answer, or said that it cannot work. */
  DOWN,
  /** Nothing: it was not asked. */
  NONE;

  private static final Set<Code> ANSWERED =
      Set.of(
          Code.SUCCEEDED,
          Code.TARGET_REFUSED,
          Code.RESPONSE_TOO_LARGE,
          Code.ROWS_EXCEEDED,
          Code.COLUMNS_REFUSED,
          Code.LEDGER_UNUSABLE);
  private static final Set<Code> SILENT =
      Set.of(Code.TARGET_UNREACHABLE, Code.OUTCOME_UNKNOWN, Code.ROLLED_BACK);

  /**
   * What {@code ended} shows.
   *
   * @param down the answers of a target that cannot work
   */
  static Signal of(Performed ended, Set<Integer> down) {
    Optional<Answer> answer = ended.answer();
    if (answer.isPresent() && !(ended instanceof Performed.Succeeded)) {
      return down.contains(answer.get().status()) ? DOWN : UP;
    }
    if (ANSWERED.contains(ended.code())) {
      return UP;
    }
    return SILENT.contains(ended.code()) ? DOWN : NONE;
  }
}
