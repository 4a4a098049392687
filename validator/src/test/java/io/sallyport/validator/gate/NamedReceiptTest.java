package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.NOTHING;
import static io.sallyport.validator.gate.Passing.start;
import static io.sallyport.validator.gate.Passing.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.validator.Demo;
import io.sallyport.validator.admit.Delivery;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a sealed action to the receipt of its decision. */
class NamedReceiptTest {
  @TempDir private Path directory;

  @Test
  void eachMandateNamesTheReceiptOfItsOwnDecision() {
    Delivery delivery = Demo.delivery("{\"after\": \"%s\"}".formatted("a".repeat(40)));

    Effects effects =
        Demo.gate(Rulebook.of(directory, 3)).pass(delivery, NOTHING, start(), Demo.NOW);

    Map<ActionId, NamedReceipt> told = decisions(effects);
    assertThat(told).hasSize(3);
    assertThat(mandates(effects))
        .hasSize(3)
        .allSatisfy(mandate ->
            assertThat(mandate.decision().receipt())
                .isEqualTo(Optional.ofNullable(told.get(mandate.id()))));
  }

  private static Map<ActionId, NamedReceipt> decisions(Effects effects) {
    return outputs(effects, Sinks.RECEIPTS)
        .map(output -> Passing.parsed(text(output)))
        .filter(receipt -> receipt.body() instanceof ReceiptBody.Decision)
        .collect(Collectors.toMap(NamedReceiptTest::action, NamedReceiptTest::named));
  }

  private static NamedReceipt named(Receipt receipt) {
    return new NamedReceipt(receipt.id(), Optional.of(receipt.prev()));
  }

  private static ActionId action(Receipt receipt) {
    return ((ReceiptBody.Decision) receipt.body()).action().orElseThrow().id();
  }

  private static Stream<Mandate> mandates(Effects effects) {
    return outputs(effects, Sinks.trusted("deployments"))
        .map(output -> Optional.ofNullable(output.headers().get(Headers.MANDATE)).orElseThrow())
        .map(jws -> Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]))
        .map(claims -> MandateCodec.parse(Bytes.of(claims)).orElseThrow());
  }

  private static Stream<Output> outputs(Effects effects, String sink) {
    return effects.outputs().stream().filter(output -> output.sink().equals(sink));
  }
}
