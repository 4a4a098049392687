package io.sallyport.cli.scene;

import io.sallyport.cli.stage.Sealed;
import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.stage.TrustedTopic;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What an intruder makes of the first action's sealed record, and how the executor takes it. */
final class Intrusion {
  private Intrusion() {}

  static Seen onFirstAction(
      Stage stage, Function<Sealed, ProducerRecord<byte[], byte[]>> craft, Code expected)
      throws InterruptedException {
    Optional<Sealed> genuine = stage.trusted().sealedFrom(stage.push());
    if (genuine.isEmpty()) {
      return new Seen("the genuine record is not there", false);
    }
    return switch (stage.trusted().writeAsValidator(craft.apply(genuine.get()))) {
      case TrustedTopic.Write.Refused refused ->
          new Seen("refused by the broker: " + refused.error(), false);
      case TrustedTopic.Write.Taken taken ->
          rejected(stage, stage.witness().rejection(taken.origin()), expected);
    };
  }

  private static Seen rejected(
      Stage stage, Optional<ReceiptBody.Rejection> rejection, Code expected)
      throws InterruptedException {
    long effects = stage.target().effectsWith(stage.push().commit());
    String code = rejection.map(each -> each.code().text()).orElse("nothing");
    return new Seen(
        "taken by the broker, rejected by the executor as " + code + ", deployments: " + effects,
        rejection.filter(each -> each.code() == expected).isPresent() && effects == 1);
  }
}
