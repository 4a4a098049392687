package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.Optional;

/** A clean payload asks for something that no policy permits. */
public record UnknownRepository(Push push) implements Scene {
  @Override
  public String name() {
    return "not-permitted";
  }

  @Override
  public String story() {
    return "A rightly signed, well-formed push of acme/payroll, which no policy statement permits.";
  }

  @Override
  public String expected() {
    return "decision DENIED (" + Code.DENIED_BY_DEFAULT.text() + "), no deployment";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(push);
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    long effects = stage.target().effectsWith(push.commit());
    boolean denied =
        said.orElse(null) instanceof ReceiptBody.Decision decision
            && decision.verdict().result() == DecisionResult.DENIED
            && decision.code() == Code.DENIED_BY_DEFAULT;
    return new Seen(Words.of(said) + ", deployments: " + effects, denied && effects == 0);
  }
}
