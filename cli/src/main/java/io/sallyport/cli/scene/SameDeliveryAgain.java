package io.sallyport.cli.scene;

import io.sallyport.cli.send.IngestClient;
import io.sallyport.cli.stage.Stage;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.util.Optional;

/** The sender, or somebody who listened, sends the first delivery once more. */
public record SameDeliveryAgain() implements Scene {
  @Override
  public String name() {
    return "same-delivery-again";
  }

  @Override
  public String story() {
    return "The first push once more, under another delivery id, which GitHub does not sign.";
  }

  @Override
  public String expected() {
    return "ending DUPLICATE, still one deployment at the target";
  }

  @Override
  public Seen play(Stage stage) throws InterruptedException {
    IngestClient.Answer answer = stage.sender().send(stage.push());
    if (!answer.isAccepted()) {
      return new Seen("HTTP " + answer.status(), false);
    }
    Optional<ReceiptBody> said = stage.witness().delivery(answer.delivery().orElseThrow());
    long effects = stage.target().effectsWith(stage.push().commit());
    boolean duplicate =
        said.orElse(null) instanceof ReceiptBody.DeliveryEnded ended
            && ended.ending() == Ending.DUPLICATE;
    return new Seen(Words.of(said) + ", deployments: " + effects, duplicate && effects == 1);
  }
}
