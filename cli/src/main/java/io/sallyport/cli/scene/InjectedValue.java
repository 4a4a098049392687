package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Push;
import io.sallyport.cli.stage.QuarantineReader;
import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.Optional;

/** A rightly signed payload carries a value that the action's schema does not allow. */
public record InjectedValue(Push push) implements Scene {
  private static final String POINTER = "/after";

  @Override
  public String name() {
    return "injected-value";
  }

  @Override
  public String story() {
    return "A rightly signed push whose commit is a piece of shell; the schema wants a commit id.";
  }

  @Override
  public String expected() {
    return "decision UNBOUND, quarantined with the JSON pointer " + POINTER;
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(push);
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    if (!(said.orElse(null) instanceof ReceiptBody.Decision decision)) {
      return new Seen(Words.of(said), false);
    }
    Optional<QuarantineReader.Reason> reason =
        stage.quarantine().reason(decision.delivery().origin());
    String text =
        reason
            .map(each -> "quarantined as " + each.code() + " at " + each.pointer())
            .orElse("not in the quarantine");
    return new Seen(
        Words.of(said) + ", " + text,
        decision.verdict().result() == DecisionResult.UNBOUND
            && reason.filter(each -> each.pointer().equals(POINTER)).isPresent());
  }
}
