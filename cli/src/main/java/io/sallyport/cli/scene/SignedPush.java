package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.Optional;

/** The way that is meant: a signed push becomes one deployment. */
public record SignedPush() implements Scene {
  @Override
  public String name() {
    return "signed-push";
  }

  @Override
  public String story() {
    return "GitHub's push to main of acme/shop, signed with the secret that ingest shares with it.";
  }

  @Override
  public String expected() {
    return "202, decision ALLOWED, outcome SUCCEEDED, one deployment at the target";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(stage.push());
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    if (!(said.orElse(null) instanceof ReceiptBody.Decision decision)
        || decision.verdict().result() != DecisionResult.ALLOWED) {
      return new Seen("202, then " + Words.of(said), false);
    }
    return performed(stage, decision.action().orElseThrow());
  }

  private static Seen performed(Stage stage, ReceiptBody.Action action)
      throws InterruptedException {
    Optional<ReceiptBody.Outcome> outcome = stage.witness().outcome(action.id());
    long effects = stage.target().effectsOf(action.id());
    boolean succeeded =
        outcome.filter(each -> each.result() == OutcomeResult.SUCCEEDED).isPresent();
    String ending = outcome.map(each -> each.result().name()).orElse("no outcome");
    return new Seen(
        "202, decision ALLOWED, outcome " + ending + ", deployments: " + effects,
        succeeded && effects == 1);
  }
}
