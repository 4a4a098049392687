package io.sallyport.validator.desk;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.validator.Demo;
import java.util.Optional;

/** What an executor says of an action of the cell {@code deployments}. */
public final class Told {
  private Told() {}

  /**
   * What it is told of.
   *
   * @param decision the id of the receipt of its decision
   */
  public record Of(ActionId id, String cell, String decision) {}

  /** That it ended so, signed by {@code key} in the name of {@code issuer}. */
  public static String outcome(SigningKey key, String issuer, Of of, OutcomeResult result) {
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            of.id(),
            "com.example.actions.Deploy",
            Effect.WRITE,
            of.cell(),
            Digest.of(new byte[] {1}),
            Optional.empty(),
            Optional.empty());
    ReceiptBody.Outcome body =
        new ReceiptBody.Outcome(
            action,
            Optional.of(NamedReceipt.of(of.decision())),
            new Origin("sallyport.trusted.deployments", 0, 1),
            result,
            Code.EXPIRED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ReceiptWriter(issuer, key)
        .append(ChainHead.start("deployments-0"), body, Demo.NOW)
        .jws();
  }
}
