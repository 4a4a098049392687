package io.sallyport.validator.gate;

import static io.sallyport.validator.gate.Passing.decision;
import static io.sallyport.validator.gate.Passing.only;
import static io.sallyport.validator.gate.Passing.pass;
import static io.sallyport.validator.gate.Passing.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.validator.Demo;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Where a sender claims to have called from is told, and decides nothing. */
class CallerTraceTest {
  private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void tellsTheCallersTraceInTheReceiptAndStaysInItsOwn() {
    Effects effects = pass(with(called(CALLER)));

    assertThat(decision(effects).delivery().caller()).isEqualTo(TraceParent.parse(CALLER));
    assertThat(only(effects, "trusted-deployments").headers().get("traceparent"))
        .isEqualTo(TraceParent.of(decision(effects).action().orElseThrow().id()).text());
  }

  @Test
  void decidesTheSameWhateverTheHeaderSays() {
    RecordHeaders twice = called(CALLER);
    Demo.add(twice, Headers.CALLER, CALLER);

    for (RecordHeaders headers : new RecordHeaders[] {called("'; drop"), called(""), twice}) {
      Effects effects = pass(with(headers));

      assertThat(decision(effects).verdict().result().isSealed()).isTrue();
      assertThat(decision(effects).delivery().caller()).isEmpty();
    }
  }

  private static RecordHeaders called(String caller) {
    RecordHeaders headers = Demo.headers();
    Demo.add(headers, Headers.CALLER, caller);
    return headers;
  }
}
