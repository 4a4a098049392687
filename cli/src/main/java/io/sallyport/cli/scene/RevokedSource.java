package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.revocation.Target;
import java.time.Duration;
import java.util.Optional;

/** The kill switch: what an operator revoked is decided and sealed, and not performed. */
public record RevokedSource(Push push) implements Scene {
  /** The executor's limit of that name: what was revoked before is not begun by anybody. */
  private static final Duration MAX_STALENESS = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "revoked-source";
  }

  @Override
  public String story() {
    return "An operator revokes the source. Five seconds later, when each executor knows it or"
        + " starts nothing, comes a push as good as the first. Afterwards two operators lift the"
        + " revocation.";
  }

  @Override
  public String expected() {
    return "decision ALLOWED, outcome REVOKED, no deployment";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    String revocation =
        stage.people().operators().revoke(new Target(Target.Kind.SOURCE, Stage.SOURCE));
    try {
      Thread.sleep(MAX_STALENESS);
      return pushed(stage);
    } finally {
      stage.people().operators().lift(revocation);
    }
  }

  private Seen pushed(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(push);
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    if (!(said.orElse(null) instanceof ReceiptBody.Decision decision)
        || decision.action().isEmpty()) {
      return new Seen(Words.of(said), false);
    }
    Optional<ReceiptBody> outcome =
        stage.witness().outcome(decision.action().get().id()).map(ReceiptBody.class::cast);
    long effects = stage.target().effectsWith(push.commit());
    boolean revoked =
        outcome.orElse(null) instanceof ReceiptBody.Outcome ended
            && ended.result() == OutcomeResult.REVOKED;
    return new Seen(
        Words.of(said) + ", " + Words.of(outcome) + ", deployments: " + effects,
        revoked && effects == 0);
  }
}
