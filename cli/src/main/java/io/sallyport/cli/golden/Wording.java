package io.sallyport.cli.golden;

import io.sallyport.validator.bundle.GoldenTest.Expected;
import io.sallyport.validator.trial.Outcome.Judged;
import java.util.Optional;

/** Expectations and decisions in the words of Test documents. */
final class Wording {
  static final String NOTHING = "no decision";

  private Wording() {}

  static String of(Expected expected) {
    return switch (expected) {
      case Expected.Refused(var code, String pointer) -> refused(code.text(), pointer);
      case Expected.Unbound(String rule, var code, String pointer) -> refused(code.text(), pointer);
      case Expected.Decided decided -> word(decided.result());
    };
  }

  static String of(Judged judged) {
    String code = judged.code().text();
    return isRefused(judged)
        ? refused(code, judged.pointer().orElse(""))
        : word(judged.result()) + " (" + code + ")";
  }

  /** Whether a test would say {@code refused} of it: no policy has decided. */
  static boolean isRefused(Judged judged) {
    return switch (judged.result()) {
      case UNBOUND, EXPIRED -> true;
      case ALLOWED, MODIFIED, DENIED, HELD, DEFERRED, REFERRED -> false;
    };
  }

  static String refused(String code, String pointer) {
    return "refused "
        + code
        + Optional.of(pointer).filter(p -> !p.isEmpty()).map(p -> " at " + p).orElse("");
  }

  static String word(io.sallyport.contract.receipt.ReceiptBody.DecisionResult result) {
    return switch (result) {
      case ALLOWED -> "ALLOW";
      case MODIFIED -> "MODIFY";
      case DENIED -> "DENY";
      case HELD -> "STEP_UP";
      case DEFERRED -> "DEFER";
      case REFERRED -> "REFER";
      case UNBOUND, EXPIRED -> "refused";
    };
  }
}
