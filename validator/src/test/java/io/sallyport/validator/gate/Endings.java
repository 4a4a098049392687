package io.sallyport.validator.gate;

import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.bundle.Bundles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a delivery ends at a gate that remembers nothing. */
public final class Endings {
  private Endings() {}

  public static List<Ending> of(Gate gate, Delivery delivery) {
    return gate.pass(delivery, id -> Optional.empty(), ChainState.start(0), Demo.NOW).endings();
  }

  /** What a bundle holds of the demo's push. */
  public static Optional<Held> held(Path bundle) {
    return Demo.gate(Bundles.read(bundle))
        .pass(Demo.delivery(Demo.goodPush()), id -> Optional.empty(), ChainState.start(0), Demo.NOW)
        .outputs()
        .stream()
        .filter(output -> Sinks.isHeld(output.sink()))
        .findFirst()
        .flatMap(output -> HeldCodec.parse(output.value().orElseThrow()));
  }
}
