package io.sallyport.executor.outcome;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;

/** What a handler's word means for the ledger. */
public final class Endings {
  private Endings() {}

  /** The ending of an action that was performed so. */
  public static Ending of(Performed performed) {
    OutcomeResult result =
        switch (performed) {
          case Performed.Succeeded _ -> OutcomeResult.SUCCEEDED;
          case Performed.NotExecuted(Code code, _) when code == Code.REVOKED ->
              OutcomeResult.REVOKED;
          case Performed.NotExecuted(Code code, _) when code == Code.EXPIRED ->
              OutcomeResult.EXPIRED;
          case Performed.NotExecuted _ -> OutcomeResult.FAILED;
          case Performed.InDoubt _ -> OutcomeResult.IN_DOUBT;
        };
    return new Ending(
        result,
        performed.code(),
        performed.answer().map(answer -> new Response(answer.status(), answer.digest())));
  }
}
