package io.sallyport.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.ReceiptBody;

/** What an executor's receipt says of an execution, for programs. */
public final class OutcomeJson {
  private OutcomeJson() {}

  /** Puts the attempt, the answer and the times there, and what each was done with. */
  public static void put(ObjectNode json, ReceiptBody.Outcome outcome) {
    outcome.action().classification().ifPresent(data -> json.put("classification", data.text()));
    outcome
        .response()
        .ifPresent(response -> {
          json.put("status", response.status()).put("answer", response.digest().text());
          response.produced().ifPresent(place -> json.put("produced", place.text()));
        });
    outcome.decision().ifPresent(decision -> json.put("decision", decision.id()));
    outcome
        .attempt()
        .ifPresent(attempt -> {
          json.put("attempt", attempt.number());
          attempt.claim().ifPresent(claim -> json.put("claim", claim));
        });
    outcome.performance().ifPresent(performance -> performance(json, performance));
  }

  private static void performance(ObjectNode json, Execution performance) {
    json.put("started", performance.started().toString());
    json.put("finished", performance.finished().toString());
    performance
        .lease()
        .ifPresent(lease -> {
          json.put("lease", lease.id());
          json.put("credential", lease.credential());
          lease.scope().ifPresent(scope -> json.put("scope", scope));
        });
  }
}
