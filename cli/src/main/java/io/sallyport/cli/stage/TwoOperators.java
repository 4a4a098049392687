package io.sallyport.cli.stage;

import io.sallyport.cli.revoke.RevocationTopic;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.Target;

/**
 * Two operators: one revokes, both lift.
 *
 * @param first revokes
 * @param second agrees to lift
 */
public record TwoOperators(RevocationTopic first, RevocationTopic second) {
  /** Revokes; the id of the revocation. */
  public String revoke(Target target) throws InterruptedException {
    return first.write(new Order.Revoke(target), "the demo").revocation().id();
  }

  /** Lifts it again. */
  public void lift(String revocation) throws InterruptedException {
    first.write(new Order.Lift(revocation), "the demo is over");
    second.write(new Order.Lift(revocation), "the demo is over");
  }
}
