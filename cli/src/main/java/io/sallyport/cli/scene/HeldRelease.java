package io.sallyport.cli.scene;

import io.sallyport.cli.hold.OpenHold;
import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.stage.TrustedTopic;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;

/** Two keys: whoever has the validator's releases nothing; two persons do, once. */
public record HeldRelease(Push push) implements Scene {
  @Override
  public String name() {
    return "held-release";
  }

  @Override
  public String story() {
    return "A tag proposes a release, which two release managers have to approve. An intruder with"
        + " the validator's certificate and its signing key seals it without them. Then both"
        + " approve.";
  }

  @Override
  public String expected() {
    return "decision HELD, the intruder's record rejected as "
        + Code.APPROVAL_MISSING.text()
        + ", then outcome SUCCEEDED, one deployment";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(push);
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    Optional<OpenHold> hold =
        said.filter(ReceiptBody.Decision.class::isInstance)
            .map(ReceiptBody.Decision.class::cast)
            .flatMap(ReceiptBody.Decision::action)
            .flatMap(action -> stage.people().approvers().find(action.id()));
    return hold.isPresent()
        ? held(stage, Words.of(said), hold.get())
        : new Seen(Words.of(said) + ", nothing is held", false);
  }

  private Seen held(Stage stage, String said, OpenHold hold) throws InterruptedException {
    Optional<ReceiptBody> rejection = intrude(stage, hold);
    long before = stage.target().effectsWith(push.commit());
    stage.people().approvers().approve(hold);
    Optional<ReceiptBody.Outcome> outcome = stage.witness().outcome(hold.id());
    long after = stage.target().effectsWith(push.commit());
    boolean isRejected =
        rejection.orElse(null) instanceof ReceiptBody.Rejection seen
            && seen.code() == Code.APPROVAL_MISSING;
    boolean isDone = outcome.filter(it -> it.result() == OutcomeResult.SUCCEEDED).isPresent();
    return new Seen(
        "%s, intruder %s, deployments: %d; approved by two: %s, deployments: %d"
            .formatted(
                said,
                Words.of(rejection),
                before,
                Words.of(outcome.map(ReceiptBody.class::cast)),
                after),
        isRejected && before == 0 && isDone && after == 1);
  }

  private static Optional<ReceiptBody> intrude(Stage stage, OpenHold hold)
      throws InterruptedException {
    return switch (stage.trusted().writeAsValidator(stage.trusted().sealUnapproved(hold.held()))) {
      case TrustedTopic.Write.Taken taken ->
          stage.witness().rejection(taken.origin()).map(ReceiptBody.class::cast);
      case TrustedTopic.Write.Refused _ -> Optional.empty();
    };
  }
}
