package io.sallyport.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import java.util.Locale;

/**
 * What one look came to.
 *
 * @param state whether it is well
 * @param check what was looked at
 * @param subject where
 * @param text what was found
 */
record Finding(State state, Check check, String subject, String text) {
  /** Whether it is well. */
  enum State {
    /** As it should be. */
    OK,
    /** It holds, and somebody should know. */
    WARNING,
    /** Something that is promised does not hold. */
    BAD
  }

  static Finding ok(Check check, String subject, String text) {
    return new Finding(State.OK, check, subject, text);
  }

  static Finding warning(Check check, String subject, String text) {
    return new Finding(State.WARNING, check, subject, text);
  }

  static Finding bad(Check check, String subject, String text) {
    return new Finding(State.BAD, check, subject, text);
  }

  /** Well if {@code holds}, bad if not. */
  static Finding of(boolean holds, Check check, String subject, String text) {
    return new Finding(holds ? State.OK : State.BAD, check, subject, text);
  }

  /** What to do, or nothing. */
  String next() {
    return state == State.OK ? "" : check.next();
  }

  String stateText() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  ObjectNode json() {
    return StrictJson.object()
        .put("state", stateText())
        .put("code", check.code())
        .put("subject", subject)
        .put("text", text)
        .put("next", next());
  }
}
